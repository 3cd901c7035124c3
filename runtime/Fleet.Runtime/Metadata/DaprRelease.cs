namespace Fleet.Runtime.Metadata;

/// <summary>The release of Dapr whose API the runtime offers.</summary>
public static class DaprRelease
{
    /// <summary>As the metadata tell it.</summary>
    public const string Version = "1.16.19+fleet";
}
