"""Unpack what the Node binding needs of a TensorFlow wheel: `unpack_wheel.py WHEEL FOLDER` makes FOLDER/include and FOLDER/lib."""

import re
import shutil
import sys
import zipfile
from pathlib import Path

HEADERS = re.compile(r"tensorflow/(include/(?:tensorflow/c|tensorflow/core/platform|tsl/platform|xla/tsl/c)/.*\.h)$")
LIBRARIES = re.compile(r"tensorflow/(libtensorflow_(?:cc|framework)\.(?:so\.2|2\.dylib))$")


def unpack(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if header := HEADERS.match(name):
                target = folder / header[1]
            elif library := LIBRARIES.match(name):
                target = folder / "lib" / library[1]
            else:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)


unpack(Path(sys.argv[1]), Path(sys.argv[2]))
