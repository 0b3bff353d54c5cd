from pathlib import Path

from benchmarks.data import BESIDE, data_folder
from benchmarks.run import SECTIONS, report, sections_in

HERE = Path(__file__).parents[2] / "benchmarks"


def made(name: str, says: str) -> str:
    return f"## {SECTIONS[name]}\n\n`python -m benchmarks.{name}` · 2030-05-14 · 3 s\n\n{says}"


def test_sections_of_an_earlier_report_are_found_by_their_command() -> None:
    speed, people = made("speed", "| a | b |\n|---|---|\n| 1 | 2 |"), made("people", "all of them\n\nand more")
    assert sections_in(report([speed, people])) == {"speed": speed, "people": people}


def test_the_data_lies_where_the_variable_says_else_beside_the_project() -> None:
    assert data_folder({"BRIEFING_BENCH_DATA": "/somewhere/else"}) == Path("/somewhere/else")
    assert data_folder({}) == data_folder({"BRIEFING_BENCH_DATA": ""}) == BESIDE


def test_every_benchmark_that_prints_a_section_can_be_run_alone() -> None:
    there = [HERE / f"{name}.py" for name in SECTIONS if (HERE / f"{name}.py").is_file()]
    assert there
    assert all('if __name__ == "__main__":' in file.read_text(encoding="utf-8") for file in there)
