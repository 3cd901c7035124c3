using System.Text;
using System.Text.Json;
using Fleet.Contracts;

namespace Fleet.Notification.Channels.Post;

/// <summary>Forms of a print file, a letter a line.</summary>
internal static class PrintText
{
    /// <summary>One JSON object a line.</summary>
    public const string Lines = "ndjson";

    /// <summary>Comma-separated values (RFC 4180) with a line of names.</summary>
    public const string Csv = "csv";

    private const int AddressLines = 6;

    /// <summary>What stands before the first letter.</summary>
    public static string Head(string format) => format == Csv
        ? $"messageId,recipientId,{string.Join(',', Enumerable.Range(1, AddressLines).Select(line => FormattableString.Invariant($"address{line}")))},sender,locale,subject,text,barcode\r\n"
        : "";

    /// <summary>A letter.</summary>
    public static string Of(Letter letter, string format)
    {
        if (format == Lines) return JsonSerializer.Serialize(letter, ContractJson.Options) + "\n";
        var address = Enumerable.Range(0, AddressLines).Select(line => letter.Address.ElementAtOrDefault(line) ?? "");
        string[] fields = [letter.MessageId, letter.RecipientId, .. address, string.Join('\n', letter.Sender), letter.Locale, letter.Subject, letter.Text, letter.Barcode ?? ""];
        return new StringBuilder().AppendJoin(',', fields.Select(Field)).Append("\r\n").ToString();
    }

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
