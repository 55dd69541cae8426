"""Print NVIDIA's packages that a TensorFlow wheel asks for, one a line: `cuda_requirements.py WHEEL`."""

import re
import sys
import zipfile
from email import message_from_bytes

REQUIREMENT = re.compile(r"(nvidia-[^;\s]+)\s*;.*\bextra == ['\"]and-cuda['\"]")


def requirements(wheel: str) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        asked = message_from_bytes(archive.read(metadata)).get_all("Requires-Dist", [])
    return [match[1] for line in asked if (match := REQUIREMENT.match(line))]


print("\n".join(requirements(sys.argv[1])))
