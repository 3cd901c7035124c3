namespace Fleet.VehicleTracking.SectionControl;

/// <summary>Number plates as they are compared: upper case, without spaces and hyphens.</summary>
public static class Plates
{
    /// <summary>The plate in its one form; null unless 2 to 12 letters A to Z and digits remain.</summary>
    public static string? Normalise(string text)
    {
        if (text.Length > 24) return null;
        Span<char> plate = stackalloc char[text.Length];
        var length = 0;
        foreach (var character in text)
        {
            if (character is ' ' or '-') continue;
            if (!char.IsAsciiLetterOrDigit(character)) return null;
            plate[length++] = char.ToUpperInvariant(character);
        }

        return length is >= 2 and <= 12 ? plate[..length].ToString() : null;
    }
}
