"""`write DIRECTORY REPOSITORY MODELS SEED` writes the program; `judge DIRECTORY` reads what it has printed."""

import json
import sys
from pathlib import Path

from . import declarations, judge, program

match sys.argv[1:]:
    case ["write", directory, repository, models, seed]:
        made = [declarations.random_model(number, seed) for number in range(int(models))]
        program.write(made, Path(directory), repository, seed)
    case ["judge", directory]:
        known = json.loads(Path(directory, "models.json").read_text())
        sys.exit(judge.judge(known, sys.stdin))
    case _:
        sys.exit(__doc__)
