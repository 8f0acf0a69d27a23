"""Small hand-made data sets, each in the form in which its publisher leaves the real one."""

from __future__ import annotations

import json

MODELS_DEV = {
    "models/lakeside/swan-1.toml": """
name = "Swan 1"
family = "swan"
release_date = "2025-03"
knowledge = "2024-10-01"
reasoning = true
open_weights = true
license = "mit"
new_field = "who knows"
[limit]
context = 128_000
[modalities]
input = ["text", "image", "pdf"]
output = ["text"]
""",
    "models/lakeside/painter.toml": """
name = "Painter"
release_date = "2025-01-01"
open_weights = false
[modalities]
input = ["image"]
output = ["image"]
""",
    "providers/pond/provider.toml": 'name = "Pond Cloud"\n',
    "providers/pond/models/swan-1.toml": 'base_model = "lakeside/swan-1"\n[cost]\ninput = 0.25\noutput = 1\n',
    "providers/pond/models/goose.toml": 'base_model = "lakeside/goose"\n',
    "providers/pond/models/duck.toml": """
name = "Duck"
release_date = "1970-01-01"
[cost]
input = -1
output = 0
""",
    "providers/reed/models/duck.toml": 'name = "Duck"\nrelease_date = "2025-02-03"\nopen_weights = true\n',
    "providers/reed/models/old-duck.toml": """
name = "Duck"
release_date = "2025-02"
[modalities]
input = ["smell"]
output = ["text"]
""",
    "providers/reed/models/late.toml": 'name = "Late"\nrelease_date = "2029-01-01"\n',
}

OSAI = """
system:
    name: {name}
    type: text
    basemodelname: {base}
    endmodelname: {end}
    endmodellicense: {licence}
    releasedate: {date}
org:
    name: Lakeside Lab
datasources_basemodel:
    class: partial
datasources_endmodel:
    class: closed
weights_basemodel:
    class: open
weights_endmodel:
    class: {grade}
trainingcode:
    class: closed
paper:
    class: open
    link: https://example.org/paper
    notes:
"""


def osai(name: str, **given: str) -> str:
    """Gives one system's file."""
    fields = {"base": "", "end": name, "licence": "MIT", "date": "2025-03", "grade": "open", **given}
    return OSAI.format(name=name, **fields)


def ml_energy(**given: object) -> dict[str, object]:
    """Gives one configuration."""
    return {
        "model_id": "lakeside/Swan-8B",
        "nickname": "Swan 8B",
        "gpu_model": "H100",
        "num_gpus": 1,
        "max_num_seqs": 8,
        "tensor_parallel": 1,
        "energy_per_token_joules": 1.25,
        "total_params_billions": 8.0,
        "activated_params_billions": 2.0,
        "architecture": "MoE",
        "weight_precision": "bfloat16",
        **given,
    }


def ml_energy_files(configurations: list[object], task: str = "chat") -> dict[str, str]:
    """Gives the files of a leaderboard with one task."""
    content = {"task": task, "task_display_name": "Chat", "configurations": configurations}
    return {
        "public/data/index.json": json.dumps({"last_updated": "2026-02-16"}),
        f"public/data/tasks/{task}.json": json.dumps(content),
    }


FMTI_2024 = "Indicator,Lakeside,Pond\nData size,1,0\nData creators ,1,1\nWages,0,x\nTotal,2,9\n"
FMTI_2023 = "\ufeffDomain,Subdomain,Indicator,Lakeside,Total\nUpstream,Data,Data size,1,1\n,,Total,1,\n"

ECOLOGITS = {
    "aliases": [{"type": "alias", "provider": "lakeside", "name": "swan", "alias": "swan-20250301"}],
    "models": [
        {
            "provider": "lakeside",
            "name": "swan-20250301",
            "architecture": {"type": "moe", "parameters": {"total": 46.7, "active": 12.9}},
            "warnings": None,
        },
        {
            "provider": "huggingface_hub",
            "name": "pond/duck",
            "architecture": {"type": "dense", "parameters": {"min": 5, "max": 8}},
            "warnings": ["model-arch-not-released"],
        },
        {
            "provider": "pond",
            "name": "goose",
            "architecture": {"type": "dense", "parameters": 20},
            "warnings": ["model-arch-not-released"],
        },
        {"provider": "pond", "name": "teal", "architecture": {"type": "spiral", "parameters": -3}},
        {"provider": "pond", "name": "teal", "architecture": {"type": "dense", "parameters": 3}},
        "nonsense",
    ],
}
MIXES = "name,adpe,pe,gwp,wue\nFRA,0.1,1,0.056,1\nWOR,0.1,1,0.47,1\nFRA,0.1,1,0.06,1\nDEU,0.1,1,-2,1\n"

USES_2023 = (
    "Use_Case_ID,Department_Code,Agency,Office,Title,Summary,Development_Stage,Techniques,Source_Code,Department\n"
    "DL-1-2023,DL,Bureau of Reeds,,Count swans,,Operation and Maintenance,,,Department of Lakes\n"
    "DL-2-2023,DL,Bureau of Reeds,,Feed swans,,We will see,,,Department of Lakes\n"
)
USES_2024 = (
    "Use Case Name,Agency,Bureau,Use Case Topic Area,Stage of Development,Date Implemented,"
    '"If Other, please explain.","If Other, please explain."\n'
    "Café letters,Department of Lakes,Reeds,Health & Medical,Operation and Maintenance,7/1/2023,,\n"
    "Café letters,Department of Lakes,Reeds,Boats,In production,07-Nov,,\n"
    "Old use,Department of Lakes,Reeds,Law & Justice; Science & Space,Retired,,,\n"
)
USES_2025 = (
    "agency,agency_name,id,use_case_name,agency_bureau,development_stage,topic_area,classification,operational_date\n"
    "DL,Department of Lakes,DL-1,Draft letters,Reeds,Deployed,IT,Generative AI,03/2024\n"
    "DL,Department of Lakes,DL-1,Book boats,Reeds,Pilot,,Agentic AI,\n"
    "DL,Department of Lakes,,,Reeds,Pilot,,,\n"
    "DL,Department of Lakes,,No stage,Reeds,,Other,,2029-01-01 00:00:00\n"
)

FDA = (
    "Date of Final Decision,Submission Number,Device,Company,Panel (Lead),Primary Product Code\n"
    '12/30/2025,K1,"Swan Scan, mobile",Lakeside Medical,Radiology,QIH\n'
    "12/30/2025,K1,Swan Scan again,Lakeside Medical,Radiology,QIH\n"
    "1/2/2029,K2,Later Scan,Lakeside Medical,Radiology,QIH\n"
    "soon,K3,Some Scan,Lakeside Medical,Radiology,QIH\n"
    "2/30/2024,K4,No Day,Lakeside Medical,Radiology,QIH\n"
    "5/6/2024,,No Number,Lakeside Medical,Radiology,QIH\n"
)

ASSETS = """
- type: model
  name: Swan
  organization: Lakeside Lab
  nationality: Atlantis
  created_date:
    explanation: announced
    value: 2024-03-05
  access: limited
  license:
    explanation: none known
    value: Apache 2.0
  modality: text; text
  size: 7B parameters (dense)
  training_emissions: 124 kg of CO2eq
  dependencies: [Pile of Reeds, Old Swan, Nobody knows, Swan]
- type: model
  name: Old Swan
  organization: Lakeside Lab
  created_date:
    explanation: some time in spring
  access: open
  modality: text; text
  size: unknown
  training_emissions: 11,390 tons CO2eq
  dependencies: []
- type: model
  name: Heron
  organization: Lakeside Lab
  created_date: 2029-01-01
  access: open
  modality: text, image; smell
  size: -5 parameters
  training_emissions: 3 lbs of CO2
  dependencies: []
- type: model
  name: Fold
  organization: Lakeside Lab
  created_date: 1970-01-01
  modality: protein; structure
  dependencies: []
- type: dataset
  name: Pile of Reeds
  organization: unknown
  created_date: 2023
  license: Reed Terms
  dependencies: [Pile of Reeds]
- type: application
  name: Pond Chat
  organization: Pond
  created_date: 2024-05-01
  dependencies: [Swan]
- type: ship
  name: Boat
- just a line
"""


def vorplabs(stem: str, **lists: object) -> str:
    """Gives one data set."""
    head = {"version": "2026.07.18", "title": "Small set", "asOf": "2026-07-17", "source": "https://example.org/set"}
    return json.dumps({**head, **lists})


PAPERS = [
    {
        "id": "2401.00001",
        "title": "On\n  swans",
        "abstract": "They\nswim.",
        "categories": "cs.AI cs.CL",
        "versions": [{"version": "v1", "created": "Mon, 1 Jan 2024 19:18:42 GMT"}],
        "update_date": "2024-05-01",
    },
    {"id": "2401.00002", "title": "No versions", "categories": "cs.CL", "update_date": "2024-01-02"},
    {"id": "2401.00003", "title": "", "update_date": "2024-01-02"},
    {"id": "2401.00004", "title": "No day", "update_date": "sometime"},
    {"id": "2401.00005", "title": "Epoch", "update_date": "1970-01-01"},
]
