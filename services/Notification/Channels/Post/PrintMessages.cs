namespace Fleet.Notification.Channels.Post;

/// <summary>A letter. Personal data.</summary>
/// <param name="MessageId">Id of the message; a letter is in exactly one file.</param>
/// <param name="RecipientId">Whose it is.</param>
/// <param name="Address">Lines of the address block.</param>
/// <param name="Sender">Lines of the sender's block.</param>
/// <param name="Locale">Language.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">What it says, with line feeds.</param>
/// <param name="Barcode">What its barcode says; null when there is nothing to pay.</param>
/// <param name="At">When it was taken, UTC.</param>
public sealed record Letter(
    string MessageId, string RecipientId, IReadOnlyList<string> Address, IReadOnlyList<string> Sender, string Locale, string Subject, string Text, string? Barcode, DateTimeOffset At);

/// <summary>A closed file of letters.</summary>
/// <param name="Id">Its id, <c>prt_</c> and its number.</param>
/// <param name="Letters">How many letters it has.</param>
/// <param name="ClosedAt">When it was closed, UTC.</param>
public sealed record PrintFile(string Id, int Letters, DateTimeOffset ClosedAt);

/// <summary>Asks to close what waits into a file.</summary>
/// <param name="Key">The same key: the same file; null: whatever waits.</param>
public sealed record CloseOrder(string? Key);

/// <summary>The file that was closed; null when nothing waited.</summary>
public sealed record Closed(PrintFile? File);

/// <summary>Asks for files before a number, newest first.</summary>
public sealed record FilesWanted(int? Before, int Most);

/// <summary>Files, and how many letters wait for the next.</summary>
public sealed record FilesFound(IReadOnlyList<PrintFile> Files, int Waiting);

/// <summary>Asks for one page of a file, from 0.</summary>
public sealed record PageWanted(int File, int Page);

/// <summary>A page of a file: the file, null when there is none, and its letters, none after the last.</summary>
public sealed record PageFound(PrintFile? File, IReadOnlyList<Letter> Letters);

/// <summary>What the book begins with.</summary>
/// <param name="File">Number of the file that is open, from 1.</param>
/// <param name="Letters">How many letters it has.</param>
public sealed record PrintHead(int File, int Letters);

/// <summary>Some letters of a file.</summary>
public sealed record PrintPage(IReadOnlyList<Letter> Letters);

/// <summary>The file that a letter is in, or that a key closed.</summary>
public sealed record PrintPlace(int File);
