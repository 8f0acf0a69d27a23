"""Fetching: files of public data sets into a cache, whole and checked, from public addresses only.

``fetch_files(name, folder)`` fetches what is known of a data set; ``fetch_file(url, path)`` any one file. This is the
only room that uses the network.
"""

from trendgraph.fetching.cache import Download, cache_folder, downloads_of, fetch_files
from trendgraph.fetching.transfer import Fetched, Limits, fetch_file

__all__ = ["Download", "Fetched", "Limits", "cache_folder", "downloads_of", "fetch_file", "fetch_files"]
