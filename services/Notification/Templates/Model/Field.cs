namespace Fleet.Notification.Templates.Model;

/// <summary>A value that a template can show.</summary>
/// <param name="Name">What a template calls it.</param>
/// <param name="Meaning">What it is, for people.</param>
/// <param name="IsAlways">Every event of the type has it; else a template must ask for it with <c>if</c> first.</param>
/// <param name="Items">Of a list: the fields of each item.</param>
public sealed record Field(string Name, string Meaning, bool IsAlways, IReadOnlyList<Field>? Items = null);

/// <summary>The values that a template of a name can show.</summary>
/// <param name="Template">Name of the template.</param>
/// <param name="Fields">All of them.</param>
public sealed record FieldSet(string Template, IReadOnlyList<Field> Fields)
{
    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, Field> ByName { get; } = Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
}
