"""The database keeps earlier words by itself (`names.models.EarlierWords`)."""

_EVE = "(now() AT TIME ZONE 'Asia/Shanghai')::date - 1"
_ITEM = "agency_id, name, kind, domain, applicant_kinds, implementation_code, decision_days"
_ITEM_FIELDS = f"{_ITEM}, decision_days_basis"


def _row(fields: str, prefix: str) -> str:
    return "(" + ", ".join(f"{prefix}.{field.strip()}" for field in fields.split(",")) + ")"


def _item_words(item: str, agency: str) -> str:
    return f"""jsonb_build_object(
      'agency', {agency}, 'name', {item}.name, 'kind', {item}.kind, 'domain', {item}.domain,
      'applicant_kinds', to_jsonb({item}.applicant_kinds),
      'implementation_code', {item}.implementation_code, 'decision_days', {item}.decision_days,
      'decision_days_basis', {item}.decision_days_basis)"""


def _proof_words(proof: str) -> str:
    return f"""jsonb_build_object(
      'name', {proof}.name, 'kind', nullif({proof}.kind, ''),
      'issuing_body', {proof}.issuing_body)"""


def _function(name: str, statement: str) -> str:
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {statement}
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
"""


def _trigger(table: str, fields: str, function: str) -> str:
    return f"""
CREATE TRIGGER {table}_words AFTER UPDATE OF {fields} ON {table} FOR EACH ROW
  WHEN ({_row(fields, "OLD")} IS DISTINCT FROM {_row(fields, "NEW")})
  EXECUTE FUNCTION {function}();
"""


_ITEM_INTO = "INSERT INTO catalogue_earlierwords (item_id, until, words)"
_ENTRY_INTO = "INSERT INTO catalogue_earlierwords (entry_id, until, words)"
_KEPT = "catalogue_earlierwords"

INSTALL = (
    _function(
        "catalogue_item_words",
        f"{_ITEM_INTO} SELECT OLD.id, {_EVE}, {_item_words('OLD', 'agency.name')} "
        "FROM parties_agency agency WHERE agency.id = OLD.agency_id",
    )
    + _function(
        "catalogue_agency_words",
        f"{_ITEM_INTO} SELECT item.id, {_EVE}, {_item_words('item', 'OLD.name')} "
        "FROM catalogue_serviceitem item WHERE item.agency_id = OLD.id",
    )
    + _function(
        "catalogue_entry_words",
        f"{_ENTRY_INTO} SELECT OLD.id, {_EVE}, {_proof_words('proof')} "
        "FROM catalogue_proof proof WHERE proof.id = OLD.proof_id",
    )
    + _function(
        "catalogue_proof_words",
        f"{_ENTRY_INTO} SELECT entry.id, {_EVE}, {_proof_words('OLD')} "
        "FROM catalogue_catalogueentry entry WHERE entry.proof_id = OLD.id",
    )
    + _trigger("catalogue_serviceitem", _ITEM_FIELDS, "catalogue_item_words")
    + _trigger("parties_agency", "name", "catalogue_agency_words")
    + _trigger("catalogue_catalogueentry", "proof_id", "catalogue_entry_words")
    + _trigger("catalogue_proof", "name, kind, issuing_body", "catalogue_proof_words")
    + f"""
CREATE TRIGGER {_KEPT}_rows BEFORE UPDATE OR DELETE ON {_KEPT}
  FOR EACH ROW EXECUTE FUNCTION nuozheng_append_only();
CREATE TRIGGER {_KEPT}_whole BEFORE TRUNCATE ON {_KEPT}
  FOR EACH STATEMENT EXECUTE FUNCTION nuozheng_append_only();
"""
)

REMOVE = f"""
DROP TRIGGER {_KEPT}_rows ON {_KEPT}; DROP TRIGGER {_KEPT}_whole ON {_KEPT};
DROP TRIGGER catalogue_serviceitem_words ON catalogue_serviceitem;
DROP TRIGGER parties_agency_words ON parties_agency;
DROP TRIGGER catalogue_catalogueentry_words ON catalogue_catalogueentry;
DROP TRIGGER catalogue_proof_words ON catalogue_proof;
DROP FUNCTION catalogue_item_words(); DROP FUNCTION catalogue_agency_words();
DROP FUNCTION catalogue_entry_words(); DROP FUNCTION catalogue_proof_words();
"""
