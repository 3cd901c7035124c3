namespace Fleet.Cli.RunFiles;

/// <summary>What the value of a field must look like.</summary>
internal enum FieldKind
{
    Text,
    ExistingPath,
    ExistingPaths,
    Port,
    Whole,
    Flag,
    Texts,
    Map,
    Size,
    Protocol,
    Destination,
    PullPolicy,
    LogLevel,
    Address,
}

/// <summary>
/// Every field of a run file of version 1 that the Dapr CLI knows, and those daprd arguments it has no field for, named
/// alike.
/// </summary>
internal static class RunFileSchema
{
    /// <summary>Fields that stand in <c>common</c> and in an app; the app's come first.</summary>
    public static IReadOnlyDictionary<string, FieldKind> Shared { get; } = new Dictionary<string, FieldKind>(StringComparer.Ordinal)
    {
        ["allowedOrigins"] = FieldKind.Text,
        ["apiListenAddresses"] = FieldKind.Text,
        ["appHealthCheckPath"] = FieldKind.Text,
        ["appHealthProbeInterval"] = FieldKind.Whole,
        ["appHealthProbeTimeout"] = FieldKind.Whole,
        ["appHealthThreshold"] = FieldKind.Whole,
        ["appLogDestination"] = FieldKind.Destination,
        ["appMaxConcurrency"] = FieldKind.Whole,
        ["appProtocol"] = FieldKind.Protocol,
        ["appSSL"] = FieldKind.Flag,
        ["configFilePath"] = FieldKind.ExistingPath,
        ["daprBlockShutdownDuration"] = FieldKind.Text,
        ["daprGracefulShutdownSeconds"] = FieldKind.Whole,
        ["daprHTTPMaxRequestSize"] = FieldKind.Whole,
        ["daprHTTPReadBufferSize"] = FieldKind.Whole,
        ["daprHttpMaxRequestSize"] = FieldKind.Whole,
        ["daprHttpReadBufferSize"] = FieldKind.Whole,
        ["daprListenAddresses"] = FieldKind.Text,
        ["daprMaxBodySize"] = FieldKind.Size,
        ["daprdLogDestination"] = FieldKind.Destination,
        ["enableApiLogging"] = FieldKind.Flag,
        ["enableAppHealthCheck"] = FieldKind.Flag,
        ["enableMetrics"] = FieldKind.Flag,
        ["enableProfiling"] = FieldKind.Flag,
        ["env"] = FieldKind.Map,
        ["logLevel"] = FieldKind.LogLevel,
        ["maxBodySize"] = FieldKind.Size,
        ["noPlacement"] = FieldKind.Flag,
        ["placementHostAddress"] = FieldKind.Address,
        ["readBufferSize"] = FieldKind.Size,
        ["resourcesPath"] = FieldKind.ExistingPath,
        ["resourcesPaths"] = FieldKind.ExistingPaths,
        ["runtimePath"] = FieldKind.Text,
        ["schedulerHostAddress"] = FieldKind.Address,
    };

    /// <summary>Fields of an app: its own and the shared ones.</summary>
    public static IReadOnlyDictionary<string, FieldKind> App { get; } = new Dictionary<string, FieldKind>(Shared, StringComparer.Ordinal)
    {
        ["appChannelAddress"] = FieldKind.Text,
        ["appDirPath"] = FieldKind.ExistingPath,
        ["appID"] = FieldKind.Text,
        ["appPort"] = FieldKind.Port,
        ["command"] = FieldKind.Texts,
        ["containerImage"] = FieldKind.Text,
        ["containerImagePullPolicy"] = FieldKind.PullPolicy,
        ["createService"] = FieldKind.Flag,
        ["daprGRPCPort"] = FieldKind.Port,
        ["daprHTTPPort"] = FieldKind.Port,
        ["daprInternalGRPCPort"] = FieldKind.Port,
        ["metricsPort"] = FieldKind.Port,
        ["profilePort"] = FieldKind.Port,
        ["unixDomainSocket"] = FieldKind.Text,
    };

    /// <summary>Fields that change nothing where all sidecars are one process on the loopback interface.</summary>
    public static IReadOnlySet<string> Idle { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "apiListenAddresses",
        "daprBlockShutdownDuration",
        "daprInternalGRPCPort",
        "daprListenAddresses",
        "enableProfiling",
        "profilePort",
        "runtimePath",
        "schedulerHostAddress",
        "unixDomainSocket",
    };
}
