using System.Text.RegularExpressions;
using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;

namespace Fleet.FineCollection.Fines.Desk;

/// <summary>A person in a body: <c>{ownerId?, name, email, address?, locale?, phone?}</c>.</summary>
/// <param name="OwnerId">Id of the person where it is known, <c>own_</c> and 1 to 64 letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Email">Address for notices.</param>
/// <param name="Address">Where letters go.</param>
/// <param name="Locale">Language of notices, a BCP 47 tag such as <c>nl</c>.</param>
/// <param name="Phone">E.164, such as <c>+31201234567</c>.</param>
internal sealed partial record PersonBody(string? OwnerId, string Name, string Email, PostalAddress? Address, string? Locale, string? Phone)
{
    /// <summary>The person in the field <paramref name="name"/>.</summary>
    public static PersonBody Read(BodyFields body, string name) => body.Object(name, person => new PersonBody(
        person.Matching("ownerId", OwnerIdForm(), "is own_ and 1 to 64 letters, digits, - and _."),
        person.Line("name", 200),
        person.Matching("email", EmailForm(), "is an e-mail address.") ?? throw person.Wrong("required", "email", "is required."),
        person.OptionalObject("address", ReadAddress),
        person.Matching("locale", LocaleForm(), "is a BCP 47 tag such as nl or de-AT."),
        person.Matching("phone", PhoneForm(), "is a number such as +31201234567.")));

    /// <summary>The person; who has no id gets one that follows from the order.</summary>
    public Owner Owner(string orderId) => new(OwnerId ?? DerivedId.Of("own", orderId), Name, Email, Address, Locale, Phone);

    private static PostalAddress ReadAddress(BodyFields address) => new(
        address.Line("street", 200),
        address.Line("postalCode", 20),
        address.Line("city", 100),
        address.Matching("country", CountryForm(), "is an ISO 3166-1 code of two capital letters.") ?? throw address.Wrong("required", "country", "is required."));

    [GeneratedRegex(@"^own_[A-Za-z0-9_\-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex OwnerIdForm();

    [GeneratedRegex(@"^[^\s@<>,;:""\p{C}]{1,64}@[^\s@<>,;:""\p{C}]{1,189}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex LocaleForm();

    [GeneratedRegex(@"^\+[1-9][0-9]{5,14}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex PhoneForm();

    [GeneratedRegex(@"^[A-Z]{2}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex CountryForm();
}
