using System.Globalization;
using System.Xml.Linq;

namespace Fleet.FineCollection.Statements.Reading;

/// <summary>Elements of ISO 20022 by their local names, whatever the version of the namespace.</summary>
internal static class CamtXml
{
    /// <summary>The first element on a path; null when there is none.</summary>
    public static XElement? At(this XElement element, params ReadOnlySpan<string> path)
    {
        XElement? found = element;
        foreach (var name in path) found = found?.Children(name).FirstOrDefault();
        return found;
    }

    /// <summary>All children of a name.</summary>
    public static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    /// <summary>An amount with its currency.</summary>
    public static (long MinorUnits, string Currency) Amount(XElement? element, int line, string path)
    {
        if (element?.Attribute("Ccy")?.Value is not { } currency || !MinorUnits.IsCurrency(currency))
            throw Wrong(line, path, "bad_currency", "has an attribute Ccy with an ISO 4217 code.");
        return MinorUnits.OfIso(element.Value.Trim(), currency) is { } amount ? (amount, currency) : throw Wrong(line, path, "bad_amount", "is a number without sign, with a point and no more digits than the currency has.");
    }

    /// <summary>Whether money came in.</summary>
    public static bool IsCredit(XElement element, int line) => element.At("CdtDbtInd")?.Value.Trim() switch
    {
        "CRDT" => true,
        "DBIT" => false,
        _ => throw Wrong(line, element.Name.LocalName + "/CdtDbtInd", "required", "is CRDT or DBIT."),
    };

    /// <summary>A day, of a date or of an instant; null when there is none.</summary>
    public static DateOnly? Day(XElement? element)
    {
        var text = (element?.At("Dt") ?? element?.At("DtTm"))?.Value.Trim();
        return text is { Length: >= 10 } && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    public static ServiceDefaults.RequestRefusedException Wrong(int line, string path, string code, string expected) =>
        CamtReader.Refused(code, FormattableString.Invariant($"Line {line}: {path} {expected}"), path);
}
