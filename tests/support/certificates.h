// Certificates made for tests with openssl; their keys were thrown away.
#pragma once

#include <string_view>

namespace howdunit::testing {

// CN=10.152.183.1, valid 2021-09-14T03:45:01Z to 2050-01-01T00:00:00Z (a GeneralizedTime), serial
// 1000.
inline constexpr std::string_view kCaPem =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBUjCB+KADAgECAgIQADAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAwxMC4xNTIu\n"
    "MTgzLjEwIBcNMjEwOTE0MDM0NTAxWhgPMjA1MDAxMDEwMDAwMDBaMBcxFTATBgNV\n"
    "BAMMDDEwLjE1Mi4xODMuMTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNxWcwfe\n"
    "bM+jDeHpNq94jLuML5ciLwrJUUZsStiZfuSuwvvQifnlJNTqtLBk0AbK7G+RjZfi\n"
    "Y+vJIRWHafB6zq2jMjAwMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFLS8MlG+\n"
    "XPtvpBKRE2SlUsYLbCdHMAoGCCqGSM49BAMCA0kAMEYCIQCIKOuHQO5f0h2QQiK+\n"
    "GH24/ZBR4UxYKdG8ZdmSeU6PhwIhAJKSsM6HL6fPV5bQNfj5JEgTLm0X2y6ghwVt\n"
    "Mlay6StC\n"
    "-----END CERTIFICATE-----\n";
inline constexpr std::string_view kCaSha256 =
    "efedbd1e878f87a97172ba0e6f609f3674fcf4c4c3162f35a50dded15b6ddba8";

// The same name and key, renewed: valid 2026-09-14T03:45:01Z to 2036-09-11T03:45:01Z.
inline constexpr std::string_view kRenewedCaPem =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBTjCB9qADAgECAgIQATAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAwxMC4xNTIu\n"
    "MTgzLjEwHhcNMjYwOTE0MDM0NTAxWhcNMzYwOTExMDM0NTAxWjAXMRUwEwYDVQQD\n"
    "DAwxMC4xNTIuMTgzLjEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATcVnMH3mzP\n"
    "ow3h6TaveIy7jC+XIi8KyVFGbErYmX7krsL70In55STU6rSwZNAGyuxvkY2X4mPr\n"
    "ySEVh2nwes6tozIwMDAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBS0vDJRvlz7\n"
    "b6QSkRNkpVLGC2wnRzAKBggqhkjOPQQDAgNHADBEAiBtT/mkh71W8LqcU5yCPvq2\n"
    "lw6aSZ99slNbIFQ8cHDfZgIgewj29nmmw29vH/l9G9DgPbyK+FyaAKdIokDEuaGP\n"
    "AFM=\n"
    "-----END CERTIFICATE-----\n";

// The key of both.
inline constexpr std::string_view kCaKeySha256 =
    "a4bb373e81ad4c54a35de9eb5e3d08a389769e53261c51cde4a2ebe1d5535365";

// CN=system:node:k8s01,O=system:nodes, valid 2025-11-15 to 2026-11-15, signed by kCaPem's key.
inline constexpr std::string_view kClientPem =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBoDCCAUegAwIBAgICEAIwCgYIKoZIzj0EAwIwFzEVMBMGA1UEAwwMMTAuMTUy\n"
    "LjE4My4xMB4XDTI1MTExNTAwMDAwMFoXDTI2MTExNTAwMDAwMFowMzEaMBgGA1UE\n"
    "AwwRc3lzdGVtOm5vZGU6azhzMDExFTATBgNVBAoMDHN5c3RlbTpub2RlczBZMBMG\n"
    "ByqGSM49AgEGCCqGSM49AwEHA0IABNdEP1agMqAy0uVm8+rO+kAGxY8HAIA5eBWP\n"
    "vLq5fLthW6wLwx4KpZZbYqQCgPvkL7ASjXIk7f9BcFU7YpGGpmGjZzBlMA4GA1Ud\n"
    "DwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNVHQ4EFgQUoogwJBlS\n"
    "K/msidCt4nD3oH3sQGowHwYDVR0jBBgwFoAUtLwyUb5c+2+kEpETZKVSxgtsJ0cw\n"
    "CgYIKoZIzj0EAwIDRwAwRAIgB3o+CwfQADnvgdUecyNjFxUc1coyqNd0lWwouTsA\n"
    "UbwCIFlaPUE4ADHyGfluyN/Wq8d1/MhVdA0NKbdoWuZIBaxX\n"
    "-----END CERTIFICATE-----\n";

}  // namespace howdunit::testing
