using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Fleet.Cli.Registry;

/// <summary>A folder that is this user's alone. In a place for all, somebody else may have made one of its name first.</summary>
internal static partial class OwnFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Whether it is there, and nobody else can have put anything in it.</summary>
    public static bool Exists(string folder) => Directory.Exists(folder) && Complaint(folder) is null;

    /// <summary>Makes it when it is not there.</summary>
    /// <exception cref="IOException">It cannot be had, or it is not this user's alone.</exception>
    public static void Open(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly);
        if (Complaint(folder) is { } complaint)
            throw new IOException(complaint);
    }

    private static string? Complaint(string folder)
    {
        if (OperatingSystem.IsWindows())
            return null;
        if (new DirectoryInfo(folder).UnixFileMode != OwnerOnly)
            return $"{folder} is open to others; it must be accessible to its owner only.";
        // Elsewhere the temporary folder itself is the user's own.
        return OperatingSystem.IsLinux() && OwnerOf(folder) != GetUser() ? $"{folder} belongs to another user." : null;
    }

    // The administrator can read what is others' only, so that the mode does not tell.
    [SupportedOSPlatform("linux")]
    private static uint? OwnerOf(string folder)
    {
        const int here = -100;
        const int notThroughLinks = 0x100;
        const uint owner = 0x8;
        Span<byte> status = stackalloc byte[256];
        return GetStatus(here, folder, notThroughLinks, owner, ref status[0]) == 0 ? MemoryMarshal.Read<uint>(status[20..]) : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetStatus(int directory, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetUser();
}
