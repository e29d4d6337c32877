import { describe, expect, it } from "vitest";
import {
  FARGATE_REGIONS,
  isPlausibleRegion,
  lacksFargate,
  partitionOf,
  REGION_NAME,
} from "../../src/knowledge/regions";

describe("regions", () => {
  it("defaults: each that is known is plausible, has the form of a name, and Fargate", () => {
    expect(FARGATE_REGIONS.filter((region) => !isPlausibleRegion(region) || !REGION_NAME.test(region))).toEqual([]);
    expect(FARGATE_REGIONS.filter(lacksFargate)).toEqual([]);
  });

  it.each([
    ["eu-central-1", "aws"],
    ["xy-north-9", "aws"],
    ["cn-north-1", "aws-cn"],
    ["eusc-de-east-1", "aws-eusc"],
    ["us-gov-west-1", "aws-us-gov"],
    ["us-iso-east-1", "aws-iso"],
    ["us-isob-east-1", "aws-iso-b"],
    ["eu-isoe-west-1", "aws-iso-e"],
    ["us-isof-south-1", "aws-iso-f"],
  ])("%s is in partition %s", (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
    expect(isPlausibleRegion(region)).toBe(true);
  });

  it.each(["eu-centrl-1", "constructor", "eu-central", "eu-central-1a", "us-gov-1"])("%s is no region", (region) => {
    expect(isPlausibleRegion(region)).toBe(false);
  });
});
