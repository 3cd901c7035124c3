using Fleet.VehicleRegistry.Domain;

namespace Fleet.Tests.Unit.VehicleRegistry;

public sealed class PlatesTests
{
    [Theory]
    [InlineData("AB-123-C", "AB123C")]
    [InlineData("ab 123 c", "AB123C")]
    [InlineData("  b-xy 1", "BXY1")]
    [InlineData("WÜ1", "WÜ1")]
    [InlineData("ABCDEFGH1234", "ABCDEFGH1234")]
    public void Spaces_hyphens_and_case_do_not_count(string text, string plate) => Assert.Equal(plate, Plates.Normalise(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" - ")]
    [InlineData("ABCDEFGH12345")]
    [InlineData("AB_123")]
    [InlineData("AB/1")]
    [InlineData("AB<1>")]
    public void What_cannot_be_a_plate_is_none(string? text) => Assert.Null(Plates.Normalise(text));
}
