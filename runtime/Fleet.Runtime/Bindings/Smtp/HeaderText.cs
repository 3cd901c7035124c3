namespace Fleet.Runtime.Bindings.Smtp;

/// <summary>Text in headers: ASCII as it is, all else as encoded words (RFC 2047), no line too long.</summary>
internal static class HeaderText
{
    // A line with an encoded word may have 76 characters: the header's name, "=?utf-8?B?", "?=", and base64 of these bytes.
    private const int BytesPerWord = 39;
    private const int LongestPlain = 60;

    /// <summary>Free text, e.g. a subject. Line breaks become spaces.</summary>
    public static string Unstructured(string text)
    {
        var line = string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestPlain && IsPlain(line) ? line : EncodedWords(line);
    }

    /// <summary>A display name.</summary>
    public static string Phrase(string text) =>
        text.Length > LongestPlain || !IsPlain(text) ? EncodedWords(text)
        : text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '_') ? text
        : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static bool IsPlain(string text) => text.All(letter => letter is >= ' ' and < '\x7f') && !text.Contains("=?", StringComparison.Ordinal);

    // Words are parted by folded white space, which a reader takes away; no character is torn in two.
    private static string EncodedWords(string text)
    {
        var words = new List<string>();
        var word = new List<byte>();
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(utf8);
            if (word.Count + length > BytesPerWord)
            {
                words.Add(Word(word));
                word.Clear();
            }

            word.AddRange(utf8[..length]);
        }

        words.Add(Word(word));
        return string.Join("\r\n ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String(bytes.ToArray())}?=";
}
