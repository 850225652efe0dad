"""The pool of the example region: people who join the review teams of others. All are made up."""

from cycles.models import PostKind

# By council, the people who can be asked for other councils' teams. Who stands in people.py is not named again.
POOL: dict[PostKind, dict[str, str]] = {
    PostKind.CABINET_MEMBER: {
        "Birmingham": "Sunita Kaur",
        "Coventry": "Declan Moore",
        "Dudley": "Paula Jarvis",
        "Herefordshire": "Hugh Prosser",
        "Sandwell": "Yusuf Rahman",
        "Shropshire": "Margaret Lacey",
        "Staffordshire": "Gordon Ames",
        "Telford and Wrekin": "Angela Boyd",
        "Walsall": "Trevor Nash",
        "Warwickshire": "Isobel Carr",
        "Worcestershire": "Stephen Holt",
    },
    PostKind.SENIOR_MANAGER: {
        "Birmingham": "Anita Desai",
        "Coventry": "Martin Pugh",
        "Dudley": "Sarah Whitmore",
        "Sandwell": "Kwame Boateng",
        "Shropshire": "Fiona Tudor",
        "Solihull": "Raj Malhotra",
        "Staffordshire": "Jane Ellerby",
        "Stoke-on-Trent": "Craig Dunn",
        "Telford and Wrekin": "Bethan Price",
        "Warwickshire": "Olu Adewale",
        "Wolverhampton": "Harjit Gill",
        "Worcestershire": "Laura Finch",
    },
    PostKind.PSW: {
        "Birmingham": "Denise Carter",
        "Dudley": "Peter Lowndes",
        "Herefordshire": "Catrin Hughes",
        "Sandwell": "Mo Farooq",
        "Shropshire": "Helen Quayle",
        "Solihull": "Tara Simms",
        "Staffordshire": "Joe Wardle",
        "Stoke-on-Trent": "Emma Salt",
        "Telford and Wrekin": "Gareth Vaughan",
        "Walsall": "Bina Patel",
        "Warwickshire": "Rosie Kemp",
        "Worcestershire": "Andrew Teme",
    },
}
EXPERTS = (
    "Esther Okafor",
    "Leroy Banks",
    "Tess Wells",
    "Imran Sheikh",
    "Joyce Appleby",
    "Dawn Pickering",
    "Samuel Obi",
    "Ravi Nair",
    "Carol Stubbs",
)
# Not asked often enough to have been trained lately.
NOT_TRAINED = {"Raj Malhotra", "Carol Stubbs", "Stephen Holt", "Emma Salt"}
# What helps, in people's own words, and whether the team lead and the host may read it.
NEEDS: dict[str, tuple[str, bool, bool]] = {
    "Esther Okafor": ("A break each hour, and a room without steps. My sister comes with me.", True, True),
    "Leroy Banks": ("Large print, please, and papers a week before we talk about them.", True, False),
    "Tess Wells": ("I can do two talks a day and then I have to rest.", True, True),
    "Imran Sheikh": ("A quiet room for prayer at midday.", True, True),
    "Joyce Appleby": ("I hear better when one person speaks at a time.", True, True),
    "Catrin Hughes": ("I look after my mother, so I have to leave by five.", False, False),
}
