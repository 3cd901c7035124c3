namespace Fleet.Notification.Templates.Model;

/// <summary>Gathers the values of a message. Every text that goes in is cleaned.</summary>
public sealed class ModelWriter
{
    private readonly Dictionary<string, object?> values = new(StringComparer.Ordinal);

    /// <param name="locale">Language of the template; null for an item of a list.</param>
    public ModelWriter(string? locale)
    {
        if (locale is not null) values["locale"] = locale;
    }

    /// <summary>Adds a text; null: it is absent.</summary>
    public ModelWriter Text(string name, string? value)
    {
        values[name] = value is null ? null : CleanText.Of(value);
        return this;
    }

    /// <summary>Adds a list; null or empty: it is absent.</summary>
    public ModelWriter List(string name, IEnumerable<ModelWriter>? items)
    {
        var all = items?.Select(item => item.values).ToList() ?? [];
        values[name] = all.Count == 0 ? null : all;
        return this;
    }

    /// <summary>The fields of a template, those that are absent as null and nothing that the template does not have.</summary>
    /// <exception cref="UnwritableException">A field that is always there is absent.</exception>
    public Dictionary<string, object?> Checked(string template)
    {
        var fields = FieldSets.Of(template) ?? throw new UnwritableException($"There is no template '{template}'.");
        var model = new Dictionary<string, object?>(fields.Fields.Count, StringComparer.Ordinal);
        foreach (var field in fields.Fields)
        {
            var value = values.GetValueOrDefault(field.Name);
            if (value is null && field.IsAlways && field.Name != "subject") throw new UnwritableException($"The event has no {field.Name}.");
            model[field.Name] = !field.IsAlways && value is string text && string.IsNullOrWhiteSpace(text) ? null : value;
        }

        return model;
    }
}
