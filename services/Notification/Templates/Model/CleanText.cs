using System.Globalization;
using System.Text;

namespace Fleet.Notification.Templates.Model;

/// <summary>Makes text from outside harmless for any line of text: no line breaks, no control characters, nothing that turns the direction of what follows.</summary>
public static class CleanText
{
    /// <summary>One line of valid Unicode text.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text.All(letter => letter is >= ' ' and < '\x7f')) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsDirection(rune.Value)) continue;
            var isBreak = Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            clean.Append(isBreak ? " " : rune.ToString());
        }

        return clean.ToString();
    }

    private static bool IsDirection(int character) =>
        character is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF;
}
