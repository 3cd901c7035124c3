using System.Diagnostics.CodeAnalysis;
using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dapr.Actors;

/// <summary>The identity of an actor among those of its type. Two ids that differ only in case are equal.</summary>
[JsonConverter(typeof(ActorIdJson))]
[DataContract(Name = "ActorId")]
[SuppressMessage("Design", "MA0077:Implement IEquatable<T>", Justification = "The genuine type implements no interface.")]
[SuppressMessage("Design", "MA0094:Implement IComparable<T>", Justification = "The genuine type implements no interface.")]
public class ActorId
{
    [DataMember(Name = "ActorId", Order = 0, IsRequired = true)]
    private readonly string stringId;

    /// <summary>Takes the id as it is; it must not be blank.</summary>
    public ActorId(string id)
    {
        stringId = string.IsNullOrWhiteSpace(id) ? throw new ArgumentException("An actor's id is not blank.", nameof(id)) : id;
    }

    /// <summary>Whether both have the same id, or both are null.</summary>
    public static bool operator ==(ActorId id1, ActorId id2) => id1 is null ? id2 is null : id1.Equals(id2);

    /// <summary>The opposite.</summary>
    public static bool operator !=(ActorId id1, ActorId id2) => !(id1 == id2);

    /// <summary>A random id.</summary>
    public static ActorId CreateRandom() => new(Guid.NewGuid().ToString());

    /// <summary>The id.</summary>
    public string GetId() => stringId;

    /// <inheritdoc/>
    public override string ToString() => stringId;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(stringId);

    /// <inheritdoc/>
    public override bool Equals(object obj) => Equals(obj as ActorId);

    /// <summary>Whether the other has the same id.</summary>
    public bool Equals(ActorId other) =>
        other is not null && string.Equals(stringId, other.stringId, StringComparison.OrdinalIgnoreCase);

    /// <summary>The order by id.</summary>
    public int CompareTo(ActorId other) =>
        other is null ? 1 : string.Compare(stringId, other.stringId, StringComparison.OrdinalIgnoreCase);
}

/// <summary>In JSON an actor's id is a string.</summary>
internal sealed class ActorIdJson : JsonConverter<ActorId>
{
    public override ActorId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } id ? new ActorId(id) : null;

    public override void Write(Utf8JsonWriter writer, ActorId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.GetId());
}
