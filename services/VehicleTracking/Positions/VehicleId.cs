namespace Fleet.VehicleTracking.Positions;

/// <summary>Ids of vehicles, as devices give them. They become names of state, so only harmless characters are taken.</summary>
public static class VehicleId
{
    private const int MostCharacters = 64;

    public static bool IsValid(string id) =>
        id.Length is > 0 and <= MostCharacters && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ':');
}
