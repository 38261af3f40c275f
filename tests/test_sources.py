import pytest

from sinodik.errors import BadConfiguration
from sinodik.sources import Photos, TelegramPreview, choose, load

CHANNEL = "kind = 'telegram_preview'\nchannel = 'kedrovka_news'\npublisher = 'kedrovka'\n"


def write(workspace, **files):
    (workspace / "sources" / "example.toml").unlink(missing_ok=True)
    for name, text in files.items():
        (workspace / "sources" / f"{name}.toml").write_text(text)
    return load(workspace)


def test_the_example_is_valid_and_off(workspace):
    [example] = load(workspace)
    assert example == TelegramPreview(
        id="example", publisher="example", channel="example_channel", title="An example", enabled=False
    )
    assert choose([example], ()) == []


def test_the_files_name_is_the_id(workspace):
    channel, stones = write(workspace, kedrovka=CHANNEL, stones="kind='photos'\npublisher='v'\nfolder='photos'\n")
    assert channel == TelegramPreview(id="kedrovka", publisher="kedrovka", channel="kedrovka_news")
    assert channel.url == "https://t.me/s/kedrovka_news"
    assert stones == Photos(id="stones", publisher="v", folder="photos")


def test_another_id_in_the_file(workspace):
    with pytest.raises(BadConfiguration, match="the file's name is the id"):
        write(workspace, kedrovka="id = 'other'\n" + CHANNEL)


@pytest.mark.parametrize("base", ["https://t.me/", "ftp://t.me", "t.me", "https://t.me/s", "https://t.me x"])
def test_a_base_that_is_no_site(workspace, base):
    with pytest.raises(BadConfiguration, match="base_url"):
        write(workspace, kedrovka=CHANNEL + f"base_url = '{base}'\n")


@pytest.mark.parametrize("channel", ["+AbCdEf", "joinchat/AbC", "../s/x", "канал", "ab", "a" * 65])
def test_closed_groups_and_nonsense_are_no_channels(workspace, channel):
    with pytest.raises(BadConfiguration, match="channel"):
        write(workspace, kedrovka=CHANNEL.replace("kedrovka_news", channel))


def test_choosing(workspace):
    sources = write(workspace, a=CHANNEL, b=CHANNEL + "enabled = false\n", c=CHANNEL)
    assert [s.id for s in choose(sources, ())] == ["a", "c"]
    assert [s.id for s in choose(sources, ("b", "a"))] == ["a", "b"]
    with pytest.raises(BadConfiguration, match="known sources: a, b, c"):
        choose(sources, ("a", "d"))
    with pytest.raises(BadConfiguration, match="none yet"):
        choose([], ("d",))
