namespace Fleet.FineCollection.Domain;

/// <summary>One mistake in a text.</summary>
/// <param name="Field">The offending field; empty for the text as a whole.</param>
/// <param name="Code">Stable snake_case reason.</param>
/// <param name="Message">What would be right; reads on from the field's name.</param>
/// <param name="Beside">Another field that the rule looks at: when that one is wrong by itself, this is not told. Null without one.</param>
public sealed record FieldMistake(string Field, string Code, string Message, string? Beside = null);
