"""Fetches the Kotlin compiler and the libraries that a pom declares; prints each class path in a line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

from jgo.maven import MavenContext

POM = "{http://maven.apache.org/POM/4.0.0}"
COMPILER = "org.jetbrains.kotlin:kotlin-compiler-embeddable"


def main(pom: Path, repository: Path) -> None:
    project = ET.parse(pom).getroot()
    properties = {
        f"${{{item.tag.removeprefix(POM)}}}": item.text for item in project.find(f"{POM}properties")
    }
    context = MavenContext(repo_cache=repository)
    print(class_path(context, [f"{COMPILER}:{properties['${kotlin.version}']}"]))
    print(class_path(context, list(libraries(project, properties))))


def libraries(project: ET.Element, properties: dict[str, str | None]) -> list[str]:
    """Name what a program with the package needs: nothing that tests alone need."""
    found = []
    for dependency in project.find(f"{POM}dependencies"):
        group, artefact, version, scope = (
            dependency.findtext(POM + tag, default="")
            for tag in ("groupId", "artifactId", "version", "scope")
        )
        if scope != "test":
            found.append(f"{group}:{artefact}:{properties.get(version, version)}")
    return found


def class_path(context: MavenContext, coordinates: list[str]) -> str:
    wanted = [context.create_dependency(coordinate) for coordinate in coordinates]
    _, needed = context.resolver.resolve(wanted)
    return os.pathsep.join(str(dependency.artifact.resolve()) for dependency in [*wanted, *needed])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
