"""Install the checkout into the virtual environment by links, so that a rebuild is seen at once.

Links what pyproject.toml lists as the wheel's shared data (kernelspec, lab extension), and puts the Python package with its
entry points on the path.
"""

import shutil
import sys
import sysconfig
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

checkout = Path(__file__).resolve().parents[2]
project = tomllib.loads((checkout / "pyproject.toml").read_text())
name, version = project["project"]["name"], project["project"]["version"]
wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
library = Path(sysconfig.get_path("purelib"))

for source, target in wheel["shared-data"].items():
    link = Path(sys.prefix, target)
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.is_dir() and not link.is_symlink():
        shutil.rmtree(link)
    else:
        link.unlink(missing_ok=True)
    link.symlink_to(checkout / source)

folders = sorted({str((checkout / package).parent) for package in wheel["packages"]})
(library / f"{name}.pth").write_text("\n".join(folders) + "\n")

# What other packages look up: nbconvert finds its exporters here.
metadata = library / f"{name}-{version}.dist-info"
metadata.mkdir(exist_ok=True)
(metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
with (metadata / "entry_points.txt").open("w") as file:
    for group, entries in project["project"]["entry-points"].items():
        file.writelines([f"[{group}]\n", *(f"{key} = {value}\n" for key, value in entries.items())])
