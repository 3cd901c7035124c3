using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.Contracts.VehicleTracking;

/// <summary>A place as GeoJSON writes it: <c>[longitude, latitude]</c>; an altitude behind them is passed over.</summary>
/// <param name="Longitude">WGS 84 degrees.</param>
/// <param name="Latitude">WGS 84 degrees.</param>
[JsonConverter(typeof(LonLatJson))]
public readonly record struct LonLat(double Longitude, double Latitude);

/// <summary>The JSON form of <see cref="LonLat"/>.</summary>
public sealed class LonLatJson : JsonConverter<LonLat>
{
    /// <inheritdoc/>
    public override LonLat Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw Unexpected();
        var place = new LonLat(Number(ref reader), Number(ref reader));
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
        }

        return reader.TokenType == JsonTokenType.EndArray ? place : throw Unexpected();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LonLat value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Longitude);
        writer.WriteNumberValue(value.Latitude);
        writer.WriteEndArray();
    }

    private static double Number(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : throw Unexpected();

    private static JsonException Unexpected() => new("A place is [longitude, latitude], two numbers.");
}
