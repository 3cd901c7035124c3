using System.Collections.Immutable;
using Fleet.Notification.Templates.Model;

namespace Fleet.Notification.Templates.Reading;

/// <summary>A field that a template names.</summary>
/// <param name="Field">The field.</param>
/// <param name="IsSure">It has a value here whatever the event.</param>
internal sealed record FoundField(Field Field, bool IsSure);

/// <summary>The fields that a place of a template can name: those of the event, or of an item of a list.</summary>
internal sealed class FieldScope(IReadOnlyDictionary<string, Field> fields, FieldScope? outer)
{
    private const string Up = "../";
    private static readonly Field Index = new("@index", "number of the item, from 0", IsAlways: true);
    private ImmutableHashSet<string> known = [];

    public IEnumerable<string> Names => fields.Keys.Order(StringComparer.Ordinal);

    /// <summary>The same place once a field is known to have a value.</summary>
    public FieldScope Knowing(string path) => new(fields, outer) { known = known.Add(path) };

    /// <summary>The field of a path such as <c>amount</c> or <c>../fineId</c>; null when there is none.</summary>
    public FoundField? Find(string path)
    {
        if (path.StartsWith(Up, StringComparison.Ordinal))
            return outer?.Find(path[Up.Length..]) is { } above ? above with { IsSure = above.IsSure || known.Contains(path) } : null;
        if (outer is not null && path is ("@index" or "@first" or "@last")) return new FoundField(Index, IsSure: true);
        return fields.TryGetValue(path, out var field) ? new FoundField(field, field.IsAlways || known.Contains(path)) : null;
    }
}
