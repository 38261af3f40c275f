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


MEANT = ["@kedrovka_news", "https://t.me/kedrovka_news", "t.me/s/kedrovka_news", "http://telegram.me/kedrovka_news/"]
MEANT += ["https://t.me/kedrovka_news/12", "https://t.me/s/kedrovka_news?before=20", " @kedrovka_news"]
EXPORT = "kind = 'telegram_export'\nchannel = 'kedrovka_news'\npublisher = 'kedrovka'\nfolder = 'x'\n"


@pytest.mark.parametrize("kind", [CHANNEL, EXPORT], ids=["preview", "export"])
@pytest.mark.parametrize("meant", MEANT)
def test_an_address_instead_of_a_channels_name(workspace, kind: str, meant: str):
    with pytest.raises(
        BadConfiguration, match=r"kedrovka\.toml, line 2: “channel”: “.*” is not the name alone"
    ) as caught:
        write(workspace, kedrovka=kind.replace("kedrovka_news", meant))
    assert caught.value.remedy == 'write channel = "kedrovka_news"'


@pytest.mark.parametrize("invitation", ["https://t.me/+AbCdEf", "https://t.me/joinchat/AbC"])
def test_an_invitation_is_no_channel(workspace, invitation: str):
    with pytest.raises(BadConfiguration, match=r"line 2: “channel”: .* invitation to a closed chat"):
        write(workspace, kedrovka=CHANNEL.replace("kedrovka_news", invitation))


@pytest.mark.parametrize("publisher", ["", "  "])
@pytest.mark.parametrize("kind", [CHANNEL, EXPORT], ids=["preview", "export"])
def test_a_publisher_has_a_name(workspace, kind: str, publisher: str):
    with pytest.raises(BadConfiguration, match=r"kedrovka\.toml, line 3: “publisher”: it is empty") as caught:
        write(workspace, kedrovka=kind.replace("'kedrovka'", f"'{publisher}'"))
    assert caught.value.remedy.startswith("name who runs it")


def test_choosing(workspace):
    sources = write(workspace, a=CHANNEL, b=CHANNEL + "enabled = false\n", c=CHANNEL)
    assert [s.id for s in choose(sources, ())] == ["a", "c"]
    assert [s.id for s in choose(sources, ("b", "a"))] == ["a", "b"]
    with pytest.raises(BadConfiguration, match="known sources: a, b, c"):
        choose(sources, ("a", "d"))
    with pytest.raises(BadConfiguration, match="none yet"):
        choose([], ("d",))
