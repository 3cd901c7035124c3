namespace Fleet.Notification.Templates.Model;

/// <summary>What notices say beside their event; section <c>Notices</c> of the configuration.</summary>
public sealed class NoticeOptions
{
    /// <summary>Where the public pages begin: the address of the gateway as people know it.</summary>
    public string Site { get; set; } = "https://fines.fleet.example.org/";

    /// <summary>Page of a fine below <see cref="Site"/>; <c>{fineId}</c> stands for its id.</summary>
    public string FinePage { get; set; } = "fines/{fineId}";

    /// <summary>Page to pay at.</summary>
    public string PayPage { get; set; } = "pay/{fineId}";

    /// <summary>Page to object at.</summary>
    public string ObjectPage { get; set; } = "object/{fineId}";

    /// <summary>Language of whoever has not chosen one, a BCP 47 tag.</summary>
    public string Locale { get; set; } = "en";

    /// <summary>Folder of the templates that the service comes with; null: beside the program.</summary>
    public string? Folder { get; set; }

    /// <summary>How long a change of a template by another instance may remain unseen.</summary>
    public TimeSpan Refresh { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Address of a page of a fine; whatever an id may hold is escaped.</summary>
    public string Link(string page, string fineId) =>
        Site.TrimEnd('/') + "/" + page.TrimStart('/').Replace("{fineId}", Uri.EscapeDataString(fineId), StringComparison.Ordinal);
}
