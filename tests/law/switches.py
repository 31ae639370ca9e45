"""A policy with one value changed, for the points that the texts leave open."""

from nuozheng.law.policy import Policy, load_policy

PLACES = (
    "ordos-2021",
    "ordos-2023",
    "xian-baqiao-2021",
    "huainan-maoji-2021",
    "lianyungang-2019",
)


def switched(policy: str | Policy, path: str, value: object) -> Policy:
    """A policy, or the packaged one of this key, as if `path` (section.key) said `value`."""
    policy = load_policy(policy) if isinstance(policy, str) else policy
    section_name, name = path.split(".")
    section = getattr(policy, section_name)
    stated = getattr(section, name).model_copy(update={"value": value})
    changed = section.model_copy(update={name: stated})
    return policy.model_copy(update={section_name: changed})
