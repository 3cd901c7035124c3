using System.Globalization;
using Fleet.Runtime.Resources;

namespace Fleet.Runtime.Components;

/// <summary>Holds what YAML says of a component against what its type knows.</summary>
public static class ComponentCheck
{
    // What a building block itself reads from the metadata of its components.
    private static readonly Dictionary<string, string[]> BlockFields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["state"] = ["actorStateStore", "keyPrefix", "outboxPublishPubsub", "outboxPublishTopic", "outboxPubsub", "outboxDiscardWhenMissingState"],
        ["pubsub"] = ["allowedTopics", "publishingScopes", "subscriptionScopes", "protectedTopics", "consumerID"],
        ["lock"] = ["keyPrefix"],
        ["bindings"] = ["direction", "route"],
    };

    // What Dapr has and this runtime has not, and what nobody would want to be passed over.
    private static readonly string[] Encryption = ["primaryEncryptionKey", "secondaryEncryptionKey"];

    /// <summary>Every mistake of one component; <c>Fatal</c> those with which daprd, too, would not start.</summary>
    public static IEnumerable<ResourceMistake> Check(ComponentSpec spec, ComponentRegistry registry)
    {
        if (!registry.TryGet(spec.Type, out var type))
        {
            yield return new ResourceMistake(spec.TypeWhere, "spec.type", $"is '{spec.Type}', which the runtime does not have, expected {Nearest(spec.Type, registry)}", Fatal: true);
            yield break;
        }

        if (spec.Version.Length > 0 && !type.Versions.Contains(spec.Version, StringComparer.OrdinalIgnoreCase))
            yield return new ResourceMistake(spec.VersionWhere, "spec.version", $"is '{spec.Version}', expected {string.Join(" or ", type.Versions)}", Fatal: true);

        foreach (var field in type.Fields.Where(field => field.Required))
        {
            if (!spec.Metadata.Any(item => IsNamed(item, field.Name) && item.Value != ""))
                yield return new ResourceMistake(spec.Where, "spec.metadata", $"lacks {field.Name}, which {type.Name} needs", Fatal: true);
        }

        foreach (var (index, item) in spec.Metadata.Index())
        {
            if (Encryption.Any(name => IsNamed(item, name)))
                yield return new ResourceMistake(item.Where, $"spec.metadata[{index}]", $"{item.Name} asks for encryption, which the runtime does not have; nothing is stored in the clear instead", Fatal: true);
            else if (WhatIsWrong(item, type) is { } message)
                yield return new ResourceMistake(item.Where, $"spec.metadata[{index}]", message);
        }
    }

    private static string? WhatIsWrong(MetadataItem item, ComponentType type)
    {
        if (type.Fields.FirstOrDefault(field => IsNamed(item, field.Name)) is { } field)
            return item.Value is { Length: > 0 } value && Expected(field, value) is { } expected ? $"{item.Name} is '{value}', expected {expected}" : null;
        var ofBlock = BlockFields.GetValueOrDefault(type.Name.Split('.')[0], []);
        if (type.TakesAnyField || ofBlock.Any(name => IsNamed(item, name)))
            return null;
        var known = type.Fields.Select(known => known.Name).Concat(ofBlock).Order(StringComparer.OrdinalIgnoreCase);
        return $"{item.Name} is no field of {type.Name}, expected one of {string.Join(", ", known)}";
    }

    private static string? Expected(MetadataField field, string value)
    {
        if (field.Choices.Count > 0 && !field.Choices.Contains(value, StringComparer.OrdinalIgnoreCase))
            return string.Join(" or ", field.Choices);
        return field.Kind switch
        {
            FieldKind.Number when !IsNumber(value) => "a whole number",
            FieldKind.Boolean when !IsTruth(value) => "true or false",
            FieldKind.Duration when !IsNumber(value) && !GoDuration.TryParse(value, out _) => "a duration such as 500ms, 5s or 1m30s",
            _ => null,
        };
    }

    private static bool IsNumber(string value) => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static bool IsTruth(string value) =>
        value.ToUpperInvariant() is "TRUE" or "1" or "YES" or "Y" or "ON" or "T" or "FALSE" or "0" or "NO" or "N" or "OFF" or "F";

    private static bool IsNamed(MetadataItem item, string name) => item.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string Nearest(string type, ComponentRegistry registry)
    {
        var block = type.Split('.')[0];
        var names = registry.Types.Select(known => known.Name).ToList();
        var ofBlock = names.Where(name => name.StartsWith(block + ".", StringComparison.OrdinalIgnoreCase)).ToList();
        return "one of " + string.Join(", ", ofBlock.Count > 0 ? ofBlock : names);
    }
}
