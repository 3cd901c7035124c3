using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Notification.Templates.Reading;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.Notification.Templates.Api;

/// <summary>The texts of a version in a request.</summary>
internal static class PartsBody
{
    private static readonly string[] Known = [PartNames.Subject, PartNames.Text, PartNames.Html, PartNames.Short];

    /// <summary>Reads <c>subject</c>, <c>text</c>, <c>html</c> and, if it is there, <c>short</c>.</summary>
    /// <exception cref="RequestRefusedException">A part is missing or no text, or something else is there.</exception>
    public static TemplateParts Read(JsonElement body, string path = "")
    {
        if (body.ValueKind != JsonValueKind.Object) throw Refused("wrong_type", "The parts are an object of subject, text, html and short.", path.TrimEnd('.'));
        foreach (var property in body.EnumerateObject().Where(property => !Known.Contains(property.Name, StringComparer.Ordinal)))
            throw Refused("unknown_field", $"There is no part '{property.Name}'; there are {string.Join(", ", Known)}.", path + property.Name);
        return new TemplateParts(
            Text(body, path, PartNames.Subject), Text(body, path, PartNames.Text), Text(body, path, PartNames.Html),
            body.TryGetProperty(PartNames.Short, out var brief) && brief.ValueKind != JsonValueKind.Null ? Text(body, path, PartNames.Short) : null);
    }

    /// <summary>The same texts have the same hash.</summary>
    public static string Hash(TemplateParts parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts, ContractJson.Options))));

    /// <summary>400 with all mistakes.</summary>
    public static ProblemHttpResult Problem(IReadOnlyList<TemplateMistake> mistakes)
    {
        var first = mistakes[0];
        var problem = ServiceDefaults.Problem.Of(
            StatusCodes.Status400BadRequest, "template_mistakes", $"The template has {mistakes.Count} mistakes; the first, in {first.Part}, line {first.Line}: {first.Message}", first.Part);
        problem.ProblemDetails.Extensions["mistakes"] = mistakes;
        return problem;
    }

    private static string Text(JsonElement body, string path, string name)
    {
        if (!body.TryGetProperty(name, out var value)) throw Refused("missing_field", $"{name} is missing.", path + name);
        return value.ValueKind == JsonValueKind.String ? value.GetString()!.ReplaceLineEndings("\n") : throw Refused("wrong_type", $"{name} is a text.", path + name);
    }

    private static RequestRefusedException Refused(string code, string detail, string param) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
