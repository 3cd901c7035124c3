namespace Fleet.Notification.Templates.Reading;

/// <summary>The texts of a version of a template, in Handlebars.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">HTML; <c>{{#> layout}}…{{/layout}}</c> puts the locale's page around it.</param>
/// <param name="Short">For text messages and chats; null: the text serves.</param>
public sealed record TemplateParts(string Subject, string Text, string Html, string? Short = null)
{
    /// <summary>The parts that there are, by name.</summary>
    public IEnumerable<(string Name, string Source)> All() =>
        Short is null
            ? [(PartNames.Subject, Subject), (PartNames.Text, Text), (PartNames.Html, Html)]
            : [(PartNames.Subject, Subject), (PartNames.Short, Short), (PartNames.Text, Text), (PartNames.Html, Html)];
}

/// <summary>Names of parts.</summary>
public static class PartNames
{
    public const string Subject = "subject";
    public const string Short = "short";
    public const string Text = "text";
    public const string Html = "html";
}

/// <summary>One mistake in a template.</summary>
/// <param name="Part">The part that it stands in, or the name of the partial that the part uses.</param>
/// <param name="Line">Line of the part, from 1.</param>
/// <param name="Field">The field, helper or partial that it is about; null for others.</param>
/// <param name="Code">Stable snake_case reason.</param>
/// <param name="Message">What is wrong and what would be right.</param>
/// <param name="File">The file, of a template that the service comes with.</param>
public sealed record TemplateMistake(string Part, int Line, string? Field, string Code, string Message, string? File = null)
{
    /// <summary>As a person reads it.</summary>
    public override string ToString() => $"{(File is null ? "" : File + ": ")}{Part}, line {Line}: {Message}";
}
