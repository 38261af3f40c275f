"""The demo world is what it says: invented, the same every time, hard where it should be, and true about itself."""

import re
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from sinodik import sources
from sinodik.demo.posts import CHANNELS
from sinodik.demo.wording import others
from sinodik.demo.world import World, build
from sinodik.records import How, PartialDate

PHONE = re.compile(r"\+7[\d ()-]{9,}|\b8[\d ()-]{10,}")
CARD = re.compile(r"\b(?:\d{4} ){3}\d{4}\b")


def test_the_same_seed_is_the_same_world(world: World):
    again = build(world.seed)
    assert msgspec.to_builtins(again) == msgspec.to_builtins(world)
    assert build(world.seed + 1).people != world.people


def test_how_much_there_is(world: World):
    told = Counter(t.person for p in world.at(2) for t in p.tells)
    assert len(world.people) == 60
    assert 140 <= len(world.at(1)) <= 220
    assert all(1 <= n <= 6 for n in told.values())
    assert sum(1 for p in world.at(1) if p.forwarded) >= 15
    assert len({p.person.id for p in world.graves.values()} - set(told)) == 3, "some stand on a grave only"


def test_hard_cases(world: World):
    by = Counter(p.hard for p in world.people)
    assert (by["namesakes"], by["brothers"], by["father"], by["swapped"], by["yo"]) == (4, 2, 2, 2, 2)
    for name in {(p.surname, p.given, p.patronymic) for p in world.people if p.hard == "namesakes"}:
        born = [p.birth for p in world.people if (p.surname, p.given, p.patronymic) == name]
        assert len(set(born)) == 2
    others = [(p.surname, p.given, p.patronymic) for p in world.people if p.hard != "namesakes"]
    assert len(set(others)) == len(others), "no other namesakes"


def test_lives_are_plausible(world: World):
    for person in world.people:
        assert 18 <= person.age <= 55
        assert "2022-03-01" < str(person.death) < "2023-07-01"


@pytest.mark.parametrize("moment", [1, 2])
def test_truth_quotes_the_text(world: World, moment):
    texts = {p.url: p.text for p in world.at(moment)}
    names = {p.id: p for p in world.people}
    for post in world.at(moment):
        for told in world.truth(moment).get(post.url, ()):
            assert told.quotes
            assert all(quote in texts[post.url] for quote in told.quotes)
            assert told.person in names
            assert told.surname


def test_truth_of_slips_stays_near_the_person(world: World):
    people = {p.id: p for p in world.people}
    slips = 0
    for post in world.posts:
        for told in post.tells:
            person = people[told.person]
            plain = (told.surname, told.death) in [(person.surname, death) for death in (None, *_shorter(person.death))]
            slips += not plain
            assert told.given[0].replace("Ё", "Е") == person.given[0].replace("Ё", "Е")
    assert 8 <= slips <= 40


def _shorter(day) -> list[PartialDate]:
    whole = (day.year, day.month, day.day)
    return [PartialDate(*whole[:n]) for n in (1, 2, 3)] + [PartialDate(*whole, How.FROM_POST_DATE)]


def test_second_moment(world: World):
    first, second = ({(p.channel, p.id): p for p in world.at(m)} for m in (1, 2))
    gone, new = first.keys() - second.keys(), second.keys() - first.keys()
    edited = [k for k in first.keys() & second.keys() if first[k].text != second[k].text]
    assert (len(gone), len(new), len(edited)) == (5, 6, 2)
    assert all(second[k].edited and first[k].tells for k in edited)
    for channel, number in new:
        assert number > max(n for c, n in first if c == channel)
    with pytest.raises(ValueError, match="not 3"):
        world.at(3)


def test_posts_are_in_the_order_of_time(world: World):
    for moment in (1, 2):
        for channel in world.channels:
            own = [p for p in world.at(moment) if p.channel == channel.name]
            assert [p.id for p in own] == sorted({p.id for p in own})
            assert [p.posted for p in own] == sorted(p.posted for p in own)
            assert all(p.posted.utcoffset() is not None for p in own)


def test_a_repost_repeats_an_earlier_post_of_another_channel(world: World):
    originals = {(p.channel, p.id): p for p in world.at(1)} | {(p.channel, p.id): p for p in world.at(2)}
    for post in world.posts:
        if post.forwarded:
            original = originals[post.forwarded]
            assert original.channel != post.channel
            assert original.posted < post.posted
            assert original.text == post.text


def test_no_telephone_and_no_card_can_be_anybodys(world: World):
    text = "\n".join(p.text for p in world.posts)
    assert len(PHONE.findall(text)) > 5
    assert all(number.startswith("+7 000 ") for number in PHONE.findall(text))
    assert CARD.findall(text) == ["0000 0000 0000 0000"]


def test_bystanders_are_named_and_are_nobody_who_died(world: World):
    text = "\n".join(p.text for p in world.posts)
    dead = {word for p in world.people for word in (p.surname, p.given)}
    assert all(name[:-1] in text for name in world.bystanders), "in one case or another"
    assert not dead & set(world.bystanders)


def test_posts_that_tell_of_nobody(world: World):
    quiet = [p for p in world.at(2) if not p.tells and not p.service]
    assert len(quiet) == len(others()) >= 15
    assert {p.channel for p in quiet} == {c.name for c in CHANNELS}


def test_photographs(world: World, tmp_path: Path):
    few = msgspec.structs.replace(world, graves=dict(list(world.graves.items())[:2]))
    files = few.write_photos(tmp_path / "graves")
    assert [f.name for f in files] == list(few.graves)
    again = few.write_photos(tmp_path / "again")
    assert [f.read_bytes() for f in files] == [f.read_bytes() for f in again]
    files[0].unlink()
    files[1].write_bytes(b"as it was")
    assert few.write_photos(tmp_path / "graves") == files
    assert files[1].read_bytes() == b"as it was", "a photo that is there is left alone"
    for file in again:
        with Image.open(file) as image:
            assert image.format == "JPEG"
            assert min(image.size) >= 600


def test_a_grave_in_a_post_is_the_photo_of_the_folder(world: World):
    shown = {name: picture for name, picture in world.pictures.items() if picture.shows == "stone"}
    assert shown
    assert all(picture in world.graves.values() for picture in shown.values())
    assert {n for p in world.posts for n in p.photos} == set(world.pictures)


@pytest.mark.parametrize("folder", ["photos", 'a "quoted" \\ folder'])
def test_sources_are_valid_configuration(world: World, tmp_path: Path, folder):
    (tmp_path / "sources").mkdir()
    for name, text in world.sources("http://127.0.0.1:8000", folder).items():
        (tmp_path / "sources" / name).write_text(text, "utf-8")
    read = sources.load(tmp_path)
    assert len({s.publisher for s in read}) == 4
    assert {s.channel for s in read if isinstance(s, sources.TelegramPreview)} == {c.name for c in CHANNELS}
    assert [s.folder for s in read if isinstance(s, sources.Photos)] == [folder]
