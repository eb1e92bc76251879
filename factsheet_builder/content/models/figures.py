"""Figures: pictures, values drawn as bars, and those that the source announces and does not show."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from factsheet_builder.content.fields import Line, Model, PictureFile, Prose
from factsheet_builder.content.models.charts import Chart
from factsheet_builder.content.models.elements import Element, legible


class UnavailableData(Model):
    """The source announces a figure and shows none; nothing is invented in its place."""

    kind: Literal["unavailable"]
    explanation: Line
    """Why, for those who keep the content; readers find the figure named in the imprint."""


class Image(Model):
    """A picture file inside ``data``, with what it says in words."""

    kind: Literal["image"]
    file: PictureFile
    alternative: Line
    credit: Line | None = None
    """Who made it or holds the rights, printed below."""


class Value(Model):
    """One value of a figure."""

    label: Line
    value: Annotated[float, Field(ge=0, lt=1e15, strict=True), AfterValidator(legible)]


class Bars(Model):
    """Values drawn as bars; the numbers are printed too, so no alternative is needed."""

    kind: Literal["bars"]
    unit: Line
    values: tuple[Value, ...] = Field(min_length=1, max_length=30)


FigureContent = UnavailableData | Image | Bars | Chart


class Figure(Element):
    """A titled figure."""

    kind: Literal["figure"]
    number: Line | None = None
    """Its number, where the builder does not count the figures."""
    title: Prose
    content: Annotated[FigureContent, Field(discriminator="kind")]
