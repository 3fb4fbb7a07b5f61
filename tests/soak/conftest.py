"""The stage is that of the faults."""

from tests.faults.conftest import halting_template, nursery, open_stage, own_engines, stage

__all__ = ["halting_template", "nursery", "open_stage", "own_engines", "stage"]
