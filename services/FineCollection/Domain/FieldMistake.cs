namespace Fleet.FineCollection.Domain;

/// <summary>One mistake in a text.</summary>
/// <param name="Field">The offending field; empty for the text as a whole.</param>
/// <param name="Code">Stable snake_case reason.</param>
/// <param name="Message">What would be right; reads on from the field's name.</param>
public sealed record FieldMistake(string Field, string Code, string Message);
