"""Which folder of ``data/`` holds what."""

from __future__ import annotations

__all__ = [
    "ESTIMATES",
    "FOLDERS",
    "INDICATORS",
    "OBSERVATIONS",
    "PATTERNS",
    "REPORTS",
    "SOURCES",
    "SUPPLIED",
    "VERDICTS",
]

SOURCES = "sources"
REPORTS = "reports"
PATTERNS = "patterns"
INDICATORS = "indicators"
VERDICTS = "verdicts"
OBSERVATIONS = "observations"
ESTIMATES = "estimates"
SUPPLIED = "supplied"
"""The last three hold tables (CSV), which `trends` reads and writes."""

FOLDERS = {
    "model": "models",
    "family": "families",
    "system-kind": "system-kinds",
    "component": "components",
    "corpus": "corpora",
    "evaluation": "evaluations",
    "hardware": "hardware",
    "product": "products",
    "feature": "features",
    "organisation": "organisations",
    "jurisdiction": "jurisdictions",
    "stakeholder": "stakeholders",
    "trend": "trends",
    "phase": "phases",
    "regulation": "regulations",
    "provision": "provisions",
    "obligation": "obligations",
    "incident": "incidents",
    "data-centre": "data-centres",
    "offering": "offerings",
    "measurement": "measurements",
    "use-case": "use-cases",
    "medical-device": "medical-devices",
    "disclosure-indicator": "disclosure-indicators",
}
"""IRI segment to folder, for entity files."""
