using System.Text.RegularExpressions;
using Fleet.Contracts.VehicleRegistry;

namespace Fleet.VehicleRegistry.Domain;

/// <summary>What an owner must have so that a notice can reach them.</summary>
public static partial class OwnerRules
{
    /// <summary>A rule that an owner breaks.</summary>
    /// <param name="Param">The offending field.</param>
    /// <param name="Code">Stable reason.</param>
    /// <param name="Detail">What would be right.</param>
    public sealed record BrokenRule(string Param, string Code, string Detail);

    /// <summary>The first rule that <paramref name="owner"/> breaks; null when there is none, or no owner.</summary>
    public static BrokenRule? Broken(Owner? owner) => owner switch
    {
        null => null,
        _ when !Id().IsMatch(owner.OwnerId ?? "") => new("owner.ownerId", "bad_owner_id", "An owner id has 1 to 64 letters, digits, '_', '-' and '.'."),
        _ when string.IsNullOrWhiteSpace(owner.Name) || owner.Name.Length > 200 || owner.Name.Any(char.IsControl) =>
            new("owner.name", "bad_name", "A name has 1 to 200 characters and no control character."),
        _ when owner.Email is not { Length: <= 254 } || !Email().IsMatch(owner.Email) => new("owner.email", "bad_email", "An e-mail address like name@example.org is needed."),
        _ => null,
    };

    [GeneratedRegex(@"^[A-Za-z0-9_.\-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Id();

    // One address only: no list separators, no quotes, no white space, nothing that could end a header.
    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]{1,64}@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Email();
}
