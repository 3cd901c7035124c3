namespace Fleet.Notification.Channels.InApp;

/// <summary>A message in an inbox. Personal data.</summary>
/// <param name="Id">Id of the message.</param>
/// <param name="Number">Its place in the inbox, from 1, rising.</param>
/// <param name="Type">Name of its template.</param>
/// <param name="Locale">Language.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">What it says, with line feeds.</param>
/// <param name="FineId">The fine it is about; null for others.</param>
/// <param name="At">When it came, UTC.</param>
/// <param name="ReadAt">When it was read, UTC; null while it is unread.</param>
public sealed record InboxEntry(string Id, long Number, string Type, string Locale, string Subject, string Text, string? FineId, DateTimeOffset At, DateTimeOffset? ReadAt = null);

/// <summary>Asks for entries: those before a number, newest first, or those after one, oldest first.</summary>
public sealed record InboxWanted(long? Before, long? After, int Most);

/// <summary>Entries, how many of all are unread, and the number of the newest of all.</summary>
public sealed record InboxFound(IReadOnlyList<InboxEntry> Entries, int Unread, long Newest);

/// <summary>Marks entries as read; those that are not there are passed over.</summary>
public sealed record InboxMark(IReadOnlyList<string> Ids);

/// <summary>What an inbox begins with.</summary>
public sealed record InboxHead(long Newest, int Unread);

/// <summary>Some entries of an inbox.</summary>
public sealed record InboxPage(IReadOnlyList<InboxEntry> Entries);

/// <summary>The place of a message.</summary>
public sealed record InboxPlace(long Number);
