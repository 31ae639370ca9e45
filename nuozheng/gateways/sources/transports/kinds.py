"""How a source is reached, as it stands in the register."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Identifier = Annotated[str, Field(pattern=r"^[^\x00\"]{1,63}$")]


class _Kind(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Http(_Kind):
    """Requests over HTTP; without an own address at the common one.

    `signature` is by the key shared with all sources (hmac-sm3), or by our own SM2 key in
    `key_file`, which only our account may read; its public half is given to the source.
    """

    base_url: str = Field(default="", pattern=r"^(https?://.*[^/])?$")
    signature: Literal["hmac-sm3", "sm2"] = "hmac-sm3"
    key_file: str = ""

    @model_validator(mode="after")
    def _sm2_has_its_key(self) -> Self:
        if (self.signature == "sm2") != bool(self.key_file):
            raise ValueError("key_file: required for sm2, and only there")
        return self

    @property
    def mapped(self) -> tuple[str, ...]:
        return ()

    @property
    def signed(self) -> str:
        return "SM2签名" if self.signature == "sm2" else "HMAC-SM3签名"


class HttpTransport(_Http):
    """POST {base_url}/v1/query: one answer for each attribute."""

    kind: Literal["http"] = "http"
    path: ClassVar[str] = "/v1/query"

    @property
    def chinese(self) -> str:
        return f"接口（HTTP JSON，{self.signed}）"


class LibraryTransport(_Http):
    """POST {base_url}/v1/certificates: sealed electronic certificates, by holder and kind."""

    kind: Literal["library"]
    path: ClassVar[str] = "/v1/certificates"

    @property
    def chinese(self) -> str:
        return f"电子证照接口（HTTP JSON，{self.signed}；印章用SM2验）"


class _Rows(_Kind):
    """Rows with a column for the subject's number and one for the day of the data.

    `columns` is attribute → column where their names differ; `values` is attribute → what stands
    in the column → what it means here; without `name_column` the number alone decides.
    """

    subject_column: Identifier = "identifier"
    name_column: Identifier | None = None
    as_of_column: Identifier = "as_of"
    columns: Mapping[str, Identifier] = Field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)

    @property
    def mapped(self) -> tuple[str, ...]:
        return (*self.columns, *self.values)

    def column_of(self, attribute: str) -> str:
        return self.columns.get(attribute, attribute)


class TableTransport(_Rows):
    """A view of a PostgreSQL database, read only; `dsn` as libpq has it (service=… keeps secrets).

    The text of the DSN is never shown nor logged.
    """

    kind: Literal["table"]
    dsn: str = Field(min_length=1, repr=False)
    db_schema: Identifier = Field(default="public", alias="schema")
    view: Identifier

    @property
    def chinese(self) -> str:
        return "交换库（数据库视图，只读）"


class FileTransport(_Rows):
    """An exchanged file: csv, xlsx or parquet, by its ending; replaced whole by its owner."""

    kind: Literal["file"]
    path: str = Field(pattern=r"\.(csv|xlsx|parquet)$")
    sheet: str = ""

    @property
    def chinese(self) -> str:
        return f"交换文件（{self.path.rpartition('.')[2]}）"


Transport = HttpTransport | LibraryTransport | TableTransport | FileTransport
