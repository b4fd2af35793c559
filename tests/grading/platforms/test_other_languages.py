"""Lists whose titles are in another language, or say nothing: read by their values, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.grading.classroom import course, written, zipped
from tests.grading.platforms.shapes import MOODLE, collected
from trilateral.cli import app
from trilateral.grading.errors import GradingError
from trilateral.grading.people.roster import read_roster

if TYPE_CHECKING:
    from pathlib import Path

GERMAN = MOODLE / "worksheet-german-guess.csv"
EXPORTS = {
    "German": "Vorname;Nachname;ID-Nummer;Institution;Abteilung;E-Mail-Adresse;Kurs (Real)",
    "Spanish": "Nombre;Apellido(s);Número de ID;Institución;Departamento;Dirección de correo;Total",
    "Japanese": "名;姓;IDナンバー;所属組織;部署;メールアドレス;コース合計",
    "Filipino": "Pangalan;Apelyido;Numero ng ID;Institusyon;Kagawaran;Email address;Kabuuan",
}
WORKSHEETS = {
    "Spanish": ("Participante 4", "Identificador;Nombre completo;Dirección de correo;Estatus"),
    "Japanese": ("参加者4", "識別子;姓名;メールアドレス;ステータス"),
    "Filipino": ("Kalahok 4", "Pagkakakilanlan;Buong pangalan;Email address;Katayuan"),
    "without addresses": ("Teilnehmer/in 4", "ID;Vollständiger Name;Status;Bewertung"),
}


def written_list(path: Path, head: str, *rows: str) -> Path:
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8-sig")
    return path


def test_when_a_worksheet_is_german_then_it_names_the_same_people_as_the_english() -> None:
    english = read_roster(MOODLE / "moodle51-worksheet.csv").learners
    assert read_roster(GERMAN).learners == english


def test_when_a_worksheet_is_german_then_all_twelve_are_collected(tmp_path: Path) -> None:
    report = collected(MOODLE / "moodle51-folders.zip", tmp_path, GERMAN)
    assert (len(report.arrivals), report.unmatched) == (12, [])


@pytest.mark.parametrize("head", EXPORTS.values(), ids=EXPORTS)
def test_when_a_grade_export_is_in_another_language_then_its_places_count(
    tmp_path: Path, head: str
) -> None:
    path = written_list(
        tmp_path / "a.csv", head, "Ana;Reyes;0012;;;ana@x.org;-", "Bo;Day;;;;b@x.org;-"
    )
    ana, bo = read_roster(path).learners
    assert (ana.id, ana.full_name, ana.email) == ("0012", "Ana Reyes", "ana@x.org")
    assert (bo.id, bo.full_name) == ("b@x.org", "Bo Day")


@pytest.mark.parametrize(("label", "head"), WORKSHEETS.values(), ids=WORKSHEETS)
def test_when_a_worksheet_is_in_another_language_then_its_places_count(
    tmp_path: Path, label: str, head: str
) -> None:
    mail = "" if "Vollst" in head else ";{}@x.org"
    rows = [
        f"{label[:-1]}{number};{name}{mail.format(number)};abgegeben;;26,00;Ja;-"
        for number, name in ((4, "Ana Reyes"), (5, "Bo Day"), (6, "Cy Low, Jr."))
    ]
    path = written_list(tmp_path / "a.csv", f"{head};a;b;c;d", *rows)
    people = read_roster(path).learners
    assert [(one.participant, one.name) for one in people] == [
        ("4", "Ana Reyes"),
        ("5", "Bo Day"),
        ("6", "Cy Low, Jr."),
    ]


def test_when_a_blind_worksheet_is_in_another_language_then_it_is_blind(tmp_path: Path) -> None:
    rows = [f"Teilnehmer/in{n};Zur Bewertung abgegeben;;25,00;Ja;-;-" for n in (4, 5, 6)]
    path = written_list(tmp_path / "a.csv", "ID;Status;a;b;c;d;e", *rows)
    people = read_roster(path)
    assert people.is_blind
    assert [one.id for one in people.learners] == [
        "Participant_4",
        "Participant_5",
        "Participant_6",
    ]


NONSENSE = {
    "no titles known": ("Kto;Gdzie;Kiedy;Dokąd", "Ana;tu;dziś;tam"),
    "an id beside many others": ("ID;Punkte;Bemerkung;Termin;Raum", "7;12;gut;Montag;4"),
    "a worksheet with three people of two kinds": (
        "ID;Name?;b;c;d;e;f",
        "Teilnehmer/in1;x;;;;;\nTeilnehmer/in2;x;;;;;\nTeilnehmer/in3;y;;;;;",
    ),
}


@pytest.mark.parametrize(("head", "rows"), NONSENSE.values(), ids=NONSENSE)
def test_when_it_cannot_be_told_then_the_columns_are_named_and_nothing_is_written(
    tmp_path: Path, head: str, rows: str
) -> None:
    place = course(tmp_path / "course")
    path = written_list(tmp_path / "class.csv", head, rows)
    source = zipped(tmp_path / "a.zip", {"ana_03_coercion.ipynb": written(1)})
    words = ["collect", str(source), "--roster", str(path), "--to", str(place / "submitted")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 1
    assert "--columns" in done.output
    for number, title in enumerate(head.split(";"), 1):
        assert f"{number} {title!r}" in done.output
    assert not (place / "roster.csv").exists()


@pytest.mark.parametrize(
    "columns",
    ["id=1,name=Wer, genau,email=3", "id=Nr, name=2 , email=Wohin"],
    ids=["mixed", "spaces"],
)
def test_when_columns_are_given_then_they_count(tmp_path: Path, columns: str) -> None:
    place = course(tmp_path / "course")
    path = tmp_path / "class.csv"
    path.write_text('Nr,"Wer, genau",Wohin,d\nana,Ana Reyes,ana@x.org,\n')
    source = zipped(tmp_path / "a.zip", {"ana_03_coercion.ipynb": written(1)})
    words = ["collect", str(source), "--roster", str(path), "--to", str(place / "submitted")]
    done = CliRunner().invoke(app, [*words, "--columns", columns])
    assert done.exit_code == 0, done.output
    (ana,) = read_roster(place / "roster.csv").learners
    assert (ana.id, ana.name, ana.email) == ("ana", "Ana Reyes", "ana@x.org")


def test_when_a_column_that_is_not_there_is_asked_for_then_the_others_are_named(
    tmp_path: Path,
) -> None:
    path = written_list(tmp_path / "a.csv", "Nr;Wer", "1;Ana")
    with pytest.raises(GradingError, match=r"there is no column 'Name'.*1 'Nr', 2 'Wer'"):
        read_roster(path, {"name": "Name"})
    with pytest.raises(GradingError, match="does not know 'nom'"):
        read_roster(path, {"nom": "1"})
