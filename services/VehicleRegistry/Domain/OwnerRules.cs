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
        _ when owner.Locale is { } locale && !Locale().IsMatch(locale) => new("owner.locale", "bad_locale", "A locale is a language tag such as nl or pt-BR."),
        _ when owner.Phone is { } phone && !Phone().IsMatch(phone) => new("owner.phone", "bad_phone", "A phone number is '+' and 6 to 15 digits."),
        { Address: { } address } => Broken(address),
        _ => null,
    };

    /// <summary>Whether <paramref name="code"/> has the form of an ISO 3166-1 alpha-2 code.</summary>
    public static bool IsCountry(string? code) => code is { Length: 2 } && code.All(char.IsAsciiLetterUpper);

    private static BrokenRule? Broken(PostalAddress address) => address switch
    {
        _ when !IsLine(address.Street) => new("owner.address.street", "bad_address", "A street has 1 to 100 characters and no control character."),
        _ when !IsLine(address.PostalCode) => new("owner.address.postalCode", "bad_address", "A postal code has 1 to 100 characters and no control character."),
        _ when !IsLine(address.City) => new("owner.address.city", "bad_address", "A city has 1 to 100 characters and no control character."),
        _ when !IsCountry(address.Country) => new("owner.address.country", "bad_country", "A country is an ISO 3166-1 code of two capital letters."),
        _ => null,
    };

    private static bool IsLine(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= 100 && !text.Any(char.IsControl);

    [GeneratedRegex(@"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Locale();

    [GeneratedRegex(@"^\+[0-9]{6,15}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Phone();

    [GeneratedRegex(@"^[A-Za-z0-9_.\-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Id();

    // One address only: no list separators, no quotes, no white space, nothing that could end a header.
    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]{1,64}@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Email();
}
