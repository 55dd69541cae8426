"""Install the checkout into the virtual environment by links, so that a rebuild is seen at once.

Links what pyproject.toml lists as the wheel's shared data (kernelspec, lab extension), and puts the Python package on the path.
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
wheel = tomllib.loads((checkout / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]

for source, target in wheel["shared-data"].items():
    link = Path(sys.prefix, target)
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.is_dir() and not link.is_symlink():
        shutil.rmtree(link)
    else:
        link.unlink(missing_ok=True)
    link.symlink_to(checkout / source)

folders = sorted({str((checkout / package).parent) for package in wheel["packages"]})
Path(sysconfig.get_path("purelib"), "scalescope.pth").write_text("\n".join(folders) + "\n")
