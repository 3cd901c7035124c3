namespace Fleet.VehicleTracking.Positions;

/// <summary>
/// Ids of vehicles, as devices give them. They become names of state, so only harmless characters are taken, and parts of
/// paths, so none that climbs.
/// </summary>
public static class VehicleId
{
    /// <summary>What is expected, for a person: the end of a sentence about an id.</summary>
    public const string Expected = "has 1 to 64 letters, digits, '-', '_', '.' and ':', and is not '.' or '..'";

    private const int MostCharacters = 64;

    public static bool IsValid(string id) =>
        id is { Length: > 0 and <= MostCharacters } and not ("." or "..") && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ':');
}
