using System.Net.Mail;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Notification.Channels;
using Fleet.Notification.Domain.Letters;
using Fleet.Notification.Domain.Preferring;

namespace Fleet.Notification.Domain.Messages;

/// <summary>Where a recipient can be reached. Personal data.</summary>
/// <param name="Owner">Who it is, as the registry knows them.</param>
/// <param name="Own">What they said themselves.</param>
public sealed record Contact(Owner Owner, Addresses Own)
{
    /// <summary>Where a channel leads; null when the recipient cannot be reached by it.</summary>
    public string? AddressOn(string channel) => channel switch
    {
        ChannelNames.Email => IsPlain(Owner.Email ?? "") ? Owner.Email : null,
        ChannelNames.Webhook => Own.Webhook?.Url,
        ChannelNames.Sms => Own.Phone ?? Owner.Phone,
        ChannelNames.Chat => Own.ChatId,
        ChannelNames.InApp => Owner.OwnerId,
        ChannelNames.Post => Owner.Address is { } address && AddressBlock.Lines(Owner.Name, address) is { } lines ? string.Join('\n', lines) : null,
        _ => null,
    };

    // One plain address: a list separator here would tell a stranger.
    private static bool IsPlain(string email) =>
        !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ';' or ',' or '<' or '>' or '"')
        && MailAddress.TryCreate(email, out var parsed) && parsed.Address == email;
}
