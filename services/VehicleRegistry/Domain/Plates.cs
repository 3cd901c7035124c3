namespace Fleet.VehicleRegistry.Domain;

/// <summary>The one form of a number plate: upper case, without spaces and hyphens.</summary>
public static class Plates
{
    private const int MaxLength = 12;

    /// <summary>The normalised form of <paramref name="text"/>, or null when it cannot be a number plate.</summary>
    public static string? Normalise(string? text)
    {
        if (text is null || text.Length > MaxLength * 2) return null;
        var plate = string.Concat(text.Where(c => c is not (' ' or '-'))).ToUpperInvariant();
        return plate.Length is >= 1 and <= MaxLength && plate.All(char.IsLetterOrDigit) ? plate : null;
    }
}
