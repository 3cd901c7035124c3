using System.Globalization;
using Fleet.Contracts.FineCollection;

namespace Fleet.Notification.Domain.Letters;

/// <summary>What the barcode of a letter says: which fine, how much, until when.</summary>
public static class PaymentCode
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>
    /// <c>F1-FINE-CURAMOUNT-YYYYMMDD-C</c>: the fine's id in capitals without its prefix <c>fin_</c>; the currency's code and the amount due in minor
    /// units; the last day to pay; and the check character of everything before it but the hyphens (ISO 7064, MOD 37,36). Null when nothing is due.
    /// </summary>
    public static string? Of(FineEvent? told)
    {
        if (told is not { Amount: { MinorUnits: > 0 } amount, DueDate: { } due } || !told.FineId.StartsWith("fin_", StringComparison.Ordinal)) return null;
        var fine = told.FineId[4..].ToUpperInvariant();
        if (fine.Length == 0 || !fine.All(char.IsAsciiLetterOrDigit)) return null;
        var code = string.Create(CultureInfo.InvariantCulture, $"F1-{fine}-{amount.Currency}{amount.MinorUnits}-{due:yyyyMMdd}");
        return $"{code}-{Check(code)}";
    }

    /// <summary>The check character of a text of digits and capital letters; hyphens do not count.</summary>
    public static char Check(string text)
    {
        var product = 36;
        foreach (var letter in text.Where(letter => letter != '-'))
        {
            var sum = (product + Alphabet.IndexOf(letter, StringComparison.Ordinal)) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }

        return Alphabet[(37 - product) % 36];
    }
}
