"""The finder of entities: whether it is there, what the settings ask for, and what it finds."""

import pickle
import subprocess
import sys
import textwrap

import pytest

from extract.text.entities import MODEL, PACKAGES, Extra, Slovnet, finder, mark, probe
from sinodik.errors import BadConfiguration, MissingTool
from sinodik.settings import SETTINGS, load

INSTALLED = probe().missing is None
installed = pytest.mark.skipif(not INSTALLED, reason="needs the extra: pip install 'sinodik[ner]'")

# A finder of modules that knows nothing of some, as on a machine where they were never installed.
BLOCKED = """
    import sys
    from importlib.metadata import DistributionFinder

    class Absent(DistributionFinder):
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in {blocked}:
                raise ModuleNotFoundError(name)

        def find_distributions(self, context=None):
            return iter(())

    sys.meta_path.insert(0, Absent())
"""


def run(code: str, blocked: tuple[str, ...] = PACKAGES) -> str:
    """Run a piece of code in a process of its own, where packages are absent, and return what it prints."""
    code = textwrap.dedent(BLOCKED.replace("{blocked}", repr(blocked))) + textwrap.dedent(code)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout


def test_nothing_is_imported_to_find_out_whether_it_is_there():
    code = """
        import sys
        from extract.text.entities import probe
        probe()
        print(sorted({"slovnet", "navec", "natasha", "numpy"} & set(sys.modules)))
    """
    assert run(code, ()).strip() == "[]"


@pytest.mark.parametrize("blocked", [PACKAGES, *((package,) for package in PACKAGES)])
def test_the_probe_names_what_is_lacking(blocked: tuple[str, ...]):
    code = f"""
        from extract.text.entities import probe
        extra = probe()
        print(set({blocked!r}) <= set(extra.lacking), extra.missing.remedy)
    """
    assert run(code, blocked).strip() == "True pip install 'sinodik[ner]'"


def test_without_the_packages_auto_reads_by_the_rules_alone_and_on_says_what_to_install():
    code = """
        from extract.text import TextReader, finder, mark
        from sinodik.errors import MissingTool
        print(finder("auto"), finder("off"), repr(mark(finder("auto"))))
        try:
            finder("on")
        except MissingTool as error:
            print(error.remedy)
    """
    assert run(code).splitlines() == ["None None ''", "pip install 'sinodik[ner]'"]


def test_weights_that_were_deleted_are_missed(tmp_path):
    (tmp_path / MODEL).touch()
    extra = Extra((), {MODEL: tmp_path / MODEL})
    assert extra.missing
    assert "navec" in extra.missing.message


@pytest.mark.parametrize("written", ['ner = "yes"', "ner = true", 'neural = "on"'])
def test_a_wrong_setting(workspace, written: str):
    (workspace / SETTINGS).write_text(f"[extract]\n{written}\n")
    with pytest.raises(BadConfiguration, match="extract"):
        load(workspace)


@pytest.mark.parametrize("ner", ["auto", "on", "off"])
def test_a_right_setting(workspace, ner: str):
    (workspace / SETTINGS).write_text(f'[extract]\nner = "{ner}"\n')
    assert load(workspace).extract.ner == ner


@pytest.mark.skipif(
    INSTALLED, reason="the extra is installed: what is told where it is not, a process of its own tests"
)
def test_on_where_it_is_not_installed():
    with pytest.raises(MissingTool, match="Named entities need"):
        finder("on")


@installed
def test_persons_are_found_and_places_are_not():
    text = "Простились с Дзандаром Хъырымом, уроженцем села Кедровка."
    slovnet = finder("on")
    assert slovnet
    assert [text[start:end] for start, end in slovnet.persons([text])[0]] == ["Дзандаром Хъырымом"]
    assert slovnet.persons([]) == []
    assert slovnet.persons(["", "   "]) == [[], []]


@installed
def test_it_can_be_sent_to_another_process_before_and_after_it_was_asked():
    slovnet = finder("auto")
    assert isinstance(slovnet, Slovnet)
    assert len(pickle.dumps(slovnet)) < 1000
    found = slovnet.persons(["Погиб Пётр Громов."])
    again = pickle.loads(pickle.dumps(slovnet))
    assert again.persons(["Погиб Пётр Громов."]) == found == [[(6, 17)]]


@installed
def test_natasha_is_never_imported():
    code = """
        import sys
        from extract.text import finder
        finder("on").persons(["Погиб Пётр Громов."])
        print(sorted({"natasha", "yargy", "pymorphy2"} & set(sys.modules)))
    """
    assert run(code, ("natasha",)).strip() == "[]"


def test_the_version_tells_whether_it_had_a_part(tmp_path):
    assert (mark(None), mark(Slovnet(tmp_path, tmp_path))) == ("", "+ner")


def test_the_command_says_what_to_install(workspace):
    (workspace / SETTINGS).write_text('[extract]\nner = "on"\n')
    code = f"""
        import sys
        from sinodik.cli import main
        sys.argv = ["sinodik", "-w", {str(workspace)!r}, "extract", "--explain", "Погиб рядовой Пётр Громов."]
        try:
            main()
        except SystemExit as end:
            print("exit code", end.code)
    """
    assert run(code).splitlines()[-1] == "exit code 69"
    (workspace / SETTINGS).write_text('[extract]\nner = "auto"\n')
    assert "Громов" in run(code)


def test_the_desk_explains_a_post_where_the_packages_are_absent():
    code = """
        from datetime import date
        from sinodik.cli.context import Context
        from sinodik.cli.explained import explainer, meant
        from sinodik.settings import Extract, Settings
        post = meant(Context(None), "Погиб рядовой Пётр Громов.", date(2023, 3, 10))
        for ner in ("on", "auto", "off"):
            print(len(explainer(Settings(extract=Extract(ner)))(post).recorded))
    """
    assert run(code).split() == ["1", "1", "1"]
