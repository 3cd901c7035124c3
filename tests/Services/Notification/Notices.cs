using Fleet.Contracts.FineCollection;
using Fleet.Notification.Channels;
using Fleet.Notification.Templates;
using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Versions;
using Microsoft.Extensions.Options;

namespace Fleet.Tests.Services.Notification;

/// <summary>What the templates that the service comes with make of an event.</summary>
internal static class Notices
{
    private static readonly HandlebarsTemplates Templates =
        new(new ShippedVersions(ShippedTemplates.Load(), Options.Create(new NoticeOptions())), Options.Create(new NoticeOptions()));

    /// <summary>The notice by mail, in English.</summary>
    public static async Task<Content> Of(FineEvent told) => await Templates.Write(new ThingToSay(told.Type, ChannelNames.Email, null, null, told), default);
}
